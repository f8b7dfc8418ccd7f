import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsDefined,
  IsISO8601,
  IsIn,
  IsInt,
  IsObject,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import { OnlyIf } from '../conditional';
import { MAX_INTEGER } from '../paging';
import { IsFilled } from '../text';

export const MESSAGE_MAX_LENGTH = 4000;

/** How long after sending its author may still edit or withdraw a message, in seconds. */
export const EDIT_WINDOW_SECONDS = 120;

/** Cards that a party may send; `answers` is the bot's alone. */
export const SENDABLE_CARD_TYPES = ['matter', 'answer', 'rating'] as const;
export const CARD_TYPES = [...SENDABLE_CARD_TYPES, 'answers'] as const;

export const MAX_OFFERED_ANSWERS = 3;
export const CARD_TITLE_MAX_LENGTH = 200;

/** An Answer that the bot offers. */
export class OfferedAnswer {
  @IsUUID()
  articleId!: string;

  @IsInt()
  @Min(1)
  @Max(MAX_INTEGER)
  version!: number;

  @IsString()
  @MaxLength(CARD_TITLE_MAX_LENGTH)
  title!: string;
}

/** A card names what it shows; the version is fixed when it is sent, so that what was quoted stays known. */
export class Card {
  @IsIn(CARD_TYPES)
  type!: (typeof CARD_TYPES)[number];

  @OnlyIf((card: Card) => card.type === 'matter')
  @IsString()
  @MaxLength(20)
  matterCode?: string;

  @OnlyIf((card: Card) => card.type === 'answer')
  @IsUUID()
  articleId?: string;

  @OnlyIf((card: Card) => card.type === 'matter' || card.type === 'answer')
  @IsInt()
  @Max(MAX_INTEGER)
  @Min(1)
  version?: number;

  @IsOptional()
  @IsString()
  @MaxLength(CARD_TITLE_MAX_LENGTH)
  title?: string;

  /** The best first. */
  @OnlyIf((card: Card) => card.type === 'answers')
  @IsArray()
  @ArrayMaxSize(MAX_OFFERED_ANSWERS)
  @ValidateNested({ each: true })
  @Type(() => OfferedAnswer)
  answers?: OfferedAnswer[];
}

/** What a party may send. A `note` is seen by staff alone. */
export const SENDABLE_KINDS = ['text', 'card', 'note'] as const;

/**
 * Everything that happens in a conversation is an entry of one gap-free sequence: what was sent, what became of it
 * (`edit`, `withdrawal`), what the desk did (`system`), and a `hidden` place where the reader may not see the entry.
 */
export const ENTRY_KINDS = [...SENDABLE_KINDS, 'edit', 'withdrawal', 'system', 'hidden'] as const;
export type EntryKind = (typeof ENTRY_KINDS)[number];

export const SYSTEM_CODES = [
  'opened',
  'queued',
  'accepted',
  'requeued',
  'transferred',
  'invited',
  'joined',
  'left',
  'looked-on',
  'taken-over',
  'resolved',
  'reopened',
  'abandoned',
  'rated',
  'call-back-requested',
  'request-left',
  'closed',
  'bot-solved',
  'bot-not-solved',
  'follow-up-asked',
  'order-created',
  'order-withdrawn',
] as const;
export type SystemCode = (typeof SYSTEM_CODES)[number];

/** `bot`: the desk's own machine, which offers Answers while nobody is there yet and never passes for a person. */
export const PARTY_KINDS = ['business', 'staff', 'desk', 'bot'] as const;
export type PartyKind = (typeof PARTY_KINDS)[number];

export class Sender {
  @IsIn(PARTY_KINDS)
  kind!: PartyKind;

  @IsOptional()
  @IsString()
  id?: string;

  @IsOptional()
  @IsString()
  name?: string;
}

export class SystemNotice {
  @IsIn(SYSTEM_CODES)
  code!: SystemCode;

  @IsObject()
  params!: Record<string, unknown>;
}

export class Entry {
  @IsInt()
  @Min(1)
  sequence!: number;

  @IsIn(ENTRY_KINDS)
  kind!: EntryKind;

  @IsISO8601()
  at!: string;

  @IsOptional()
  @ValidateNested()
  @Type(() => Sender)
  sender?: Sender;

  @IsOptional()
  @IsString()
  clientMessageId?: string;

  @IsOptional()
  @IsString()
  text?: string;

  @IsOptional()
  @ValidateNested()
  @Type(() => Card)
  card?: Card;

  /** `edit` and `withdrawal`: the sequence of the message that they change. */
  @IsOptional()
  @IsInt()
  target?: number;

  /** `edit` and `withdrawal`: what they change is a note. */
  @IsOptional()
  @IsBoolean()
  ofNote?: boolean;

  @IsOptional()
  @ValidateNested()
  @Type(() => SystemNotice)
  system?: SystemNotice;
}

/** `clientMessageId` is the idempotency key: sent again, the first result comes back. */
export class SendMessage {
  @IsUUID()
  conversationId!: string;

  @IsString()
  @Length(1, 64)
  clientMessageId!: string;

  @IsIn(SENDABLE_KINDS)
  kind!: (typeof SENDABLE_KINDS)[number];

  @OnlyIf((message: SendMessage) => message.kind !== 'card')
  @IsString()
  @Length(1, MESSAGE_MAX_LENGTH)
  @IsFilled()
  text?: string;

  @OnlyIf((message: SendMessage) => message.kind === 'card')
  @IsObject()
  @ValidateNested()
  @Type(() => Card)
  card?: Card;
}

/** The message is committed under this sequence. `repeated`: it had been before. */
export class MessageAck {
  @IsUUID()
  conversationId!: string;

  @IsString()
  clientMessageId!: string;

  @IsInt()
  sequence!: number;

  @IsISO8601()
  at!: string;

  @IsBoolean()
  repeated!: boolean;
}

export class EditMessage {
  @IsUUID()
  conversationId!: string;

  @IsString()
  @Length(1, 64)
  clientMessageId!: string;

  @IsInt()
  @Max(MAX_INTEGER)
  @Min(1)
  target!: number;

  @IsString()
  @Length(1, MESSAGE_MAX_LENGTH)
  @IsFilled()
  text!: string;
}

export class WithdrawMessage {
  @IsUUID()
  conversationId!: string;

  @IsString()
  @Length(1, 64)
  clientMessageId!: string;

  @IsInt()
  @Max(MAX_INTEGER)
  @Min(1)
  target!: number;
}

export const MARK_KINDS = ['delivered', 'read'] as const;

/** Marks everything up to and including `sequence`; marks only move forward. */
export class MarkMessages {
  @IsUUID()
  conversationId!: string;

  @IsIn(MARK_KINDS)
  mark!: (typeof MARK_KINDS)[number];

  @IsInt()
  @Max(MAX_INTEGER)
  @Min(0)
  sequence!: number;
}

export class Mark {
  @IsString()
  partyId!: string;

  @IsInt()
  delivered!: number;

  @IsInt()
  read!: number;
}

export class MarksView {
  @IsUUID()
  conversationId!: string;

  @IsDefined()
  @ValidateNested()
  @Type(() => Mark)
  mark!: Mark;
}

export class ListEntries {
  @IsUUID()
  conversationId!: string;

  /** Entries with a greater sequence, ascending. */
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Max(MAX_INTEGER)
  @Min(0)
  after?: number;

  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(500)
  limit?: number;
}

/** `lastSequence` is the conversation's own: the reader is complete when it has that one. */
export class EntryList {
  @IsUUID()
  conversationId!: string;

  @IsArray()
  @ArrayMaxSize(500)
  @ValidateNested({ each: true })
  @Type(() => Entry)
  entries!: Entry[];

  @IsInt()
  lastSequence!: number;
}
