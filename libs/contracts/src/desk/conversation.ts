import { Type } from 'class-transformer';
import {
  IsArray,
  IsBoolean,
  IsISO8601,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  IsUUID,
  ValidateNested,
} from 'class-validator';
import { pageOf } from '../paging';
import { Mark } from './message';

/**
 * `waiting` in the queue (an offer may be out), `active` with a seat, `resolved` by the seat or the business,
 * `abandoned` by the business before a seat came, `deferred` to a call-back or a request left outside service hours,
 * `closed` with the last order that was made of that.
 */
export const CONVERSATION_STATUSES = [
  'waiting',
  'active',
  'resolved',
  'abandoned',
  'deferred',
  'closed',
] as const;

export type ConversationStatus = (typeof CONVERSATION_STATUSES)[number];

export const PARTICIPANT_KINDS = ['business', 'seat', 'guest', 'observer'] as const;

export type ParticipantKind = (typeof PARTICIPANT_KINDS)[number];

/** `invited` until it accepts; a `guest` is an invited colleague or expert, an `observer` a lead who looks on unseen. */
export class ParticipantView {
  @IsString()
  partyId!: string;

  @IsIn(PARTICIPANT_KINDS)
  kind!: ParticipantKind;

  @IsString()
  name!: string;

  @IsBoolean()
  invited!: boolean;
}

/** One stay in a conversation, or an invitation to one; what has not happened has no time. */
export class AttendanceView {
  @IsString()
  partyId!: string;

  @IsString()
  name!: string;

  @IsIn(PARTICIPANT_KINDS)
  kind!: ParticipantKind;

  @IsOptional()
  @IsISO8601()
  invitedAt!: string | null;

  @IsOptional()
  @IsISO8601()
  joinedAt!: string | null;

  @IsOptional()
  @IsISO8601()
  leftAt!: string | null;
}

export class AttendanceList {
  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => AttendanceView)
  attendances!: AttendanceView[];
}

/** `place` counts from 1; `estimateSeconds` is null while nothing has been measured or nobody is on duty. */
export class QueueView {
  @IsInt()
  place!: number;

  @IsOptional()
  @IsInt()
  estimateSeconds!: number | null;
}

export class RatingView {
  @IsBoolean()
  solved!: boolean;

  @IsInt()
  satisfaction!: number;
}

/** What the bot has offered in the conversation; `solved` is null until the business has said whether it helped. */
export class BotView {
  @IsISO8601()
  offeredAt!: string;

  /** Of the entry with the Answers. */
  @IsInt()
  sequence!: number;

  @IsOptional()
  @IsBoolean()
  solved!: boolean | null;
}

/** The true state of a conversation; `revision` grows with every change of it. */
export class ConversationView {
  @IsUUID()
  id!: string;

  @IsInt()
  revision!: number;

  @IsIn(CONVERSATION_STATUSES)
  status!: ConversationStatus;

  @IsString()
  matterCode!: string;

  @IsString()
  seatGroup!: string;

  @IsString()
  language!: string;

  @IsString()
  enterpriseId!: string;

  @IsString()
  enterpriseName!: string;

  @IsString()
  representativeId!: string;

  @IsOptional()
  @IsString()
  seatId!: string | null;

  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => ParticipantView)
  participants!: ParticipantView[];

  @IsInt()
  lastSequence!: number;

  @IsISO8601()
  openedAt!: string;

  @IsOptional()
  @IsISO8601()
  firstReplyDueAt!: string | null;

  @IsOptional()
  @IsISO8601()
  firstRepliedAt!: string | null;

  @IsOptional()
  @IsISO8601()
  endedAt!: string | null;

  @IsOptional()
  @ValidateNested()
  @Type(() => QueueView)
  queue!: QueueView | null;

  @IsOptional()
  @ValidateNested()
  @Type(() => RatingView)
  rating!: RatingView | null;

  @IsOptional()
  @ValidateNested()
  @Type(() => BotView)
  bot!: BotView | null;

  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => Mark)
  marks!: Mark[];
}

export class ConversationPage extends pageOf(ConversationView) {}
