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
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { MAX_INTEGER, PageRequest, pageOf } from '../paging';
import { LANGUAGES, type Language } from '../text';
import { Entry, Mark } from './message';

/**
 * `waiting` in the queue (an offer may be out), `active` with a seat, `resolved` by the seat or the business,
 * `abandoned` by the business before a seat came, `deferred` to a call-back or a request left outside service hours.
 */
export const CONVERSATION_STATUSES = ['waiting', 'active', 'resolved', 'abandoned', 'deferred'] as const;
export type ConversationStatus = (typeof CONVERSATION_STATUSES)[number];

export class OpenConversation {
  @IsString()
  @MaxLength(20)
  matterCode!: string;

  @IsOptional()
  @IsIn(LANGUAGES)
  language?: Language;

  /** Opening again under the same key answers with the conversation opened first. */
  @IsString()
  @Length(1, 64)
  idempotencyKey!: string;
}

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

  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => Mark)
  marks!: Mark[];
}

export class ConversationRef {
  @IsUUID()
  conversationId!: string;
}

/** Staff see their own, or with `scope: all` and the permission to oversee, everyone's; a business sees its enterprise's. */
export class ListConversations extends PageRequest {
  @IsOptional()
  @IsIn(CONVERSATION_STATUSES)
  status?: ConversationStatus;

  @IsOptional()
  @IsIn(['mine', 'all'])
  scope?: 'mine' | 'all';

  @IsOptional()
  @IsString()
  @MaxLength(40)
  seatGroup?: string;
}

export class ConversationPage extends pageOf(ConversationView) {}

export class LastSeen {
  @IsUUID()
  conversationId!: string;

  @IsInt()
  @Max(MAX_INTEGER)
  @Min(0)
  lastSequence!: number;
}

/** What the client has already; the answer is what it has missed, in every open conversation of the caller and in those named. */
export class SyncConversations {
  @IsArray()
  @ArrayMaxSize(200)
  @ValidateNested({ each: true })
  @Type(() => LastSeen)
  conversations!: LastSeen[];
}

export class SyncedConversation {
  @IsDefined()
  @ValidateNested()
  @Type(() => ConversationView)
  conversation!: ConversationView;

  /** At most 200; fetch the rest while the last one's sequence is below `conversation.lastSequence`. */
  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => Entry)
  entries!: Entry[];
}

export class OfferView {
  @IsUUID()
  id!: string;

  @IsUUID()
  conversationId!: string;

  @IsISO8601()
  expiresAt!: string;

  @IsString()
  matterCode!: string;

  @IsString()
  language!: string;

  @IsString()
  enterpriseName!: string;

  /** Why this seat: see `RoutingDecision.reasons`. */
  @IsArray()
  @IsString({ each: true })
  reasons!: string[];
}

export class SyncReport {
  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => SyncedConversation)
  conversations!: SyncedConversation[];

  /** Seats only: offers still open. */
  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => OfferView)
  offers!: OfferView[];
}

/** The last sequence of each conversation asked for, to find out in one call which of them moved on. */
export class ListHeads {
  @IsArray()
  @ArrayMaxSize(1000)
  @IsUUID(undefined, { each: true })
  conversationIds!: string[];
}

export class HeadList {
  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => LastSeen)
  heads!: LastSeen[];
}

export const TRANSFER_TARGETS = ['seat', 'group'] as const;

export class TransferConversation extends ConversationRef {
  @IsIn(TRANSFER_TARGETS)
  to!: (typeof TRANSFER_TARGETS)[number];

  /** A staff id or the code of a seat group. */
  @IsString()
  @MaxLength(64)
  targetId!: string;

  @IsString()
  @Length(1, 500)
  comment!: string;
}

export class InviteToConversation extends ConversationRef {
  /** A colleague or an agency's expert. */
  @IsUUID()
  staffId!: string;

  @IsOptional()
  @IsString()
  @MaxLength(500)
  comment?: string;
}

export class RateConversation extends ConversationRef {
  @IsBoolean()
  solved!: boolean;

  @IsInt()
  @Min(1)
  @Max(5)
  satisfaction!: number;

  @IsOptional()
  @IsString()
  @MaxLength(1000)
  comment?: string;
}

export class RequestCallBack extends ConversationRef {
  @Matches(/^\+?[0-9][0-9 -]{5,19}$/, { message: 'phone must be a telephone number' })
  phone!: string;

  /** When it suits the business, in its own words. */
  @IsOptional()
  @IsString()
  @MaxLength(200)
  when?: string;
}

export const DEFERRED_KINDS = ['call-back', 'request'] as const;

/** What a business left behind for later: the work-order part picks it up. */
export class DeferredRequestView {
  @IsUUID()
  id!: string;

  @IsIn(DEFERRED_KINDS)
  kind!: (typeof DEFERRED_KINDS)[number];

  @IsUUID()
  conversationId!: string;

  @IsString()
  matterCode!: string;

  @IsString()
  enterpriseName!: string;

  /** Masked, such as 138****8000. */
  @IsOptional()
  @IsString()
  phone!: string | null;

  @IsOptional()
  @IsString()
  when!: string | null;

  @IsISO8601()
  createdAt!: string;

  @IsOptional()
  @IsISO8601()
  takenAt!: string | null;
}

export class DeferredRequestPage extends pageOf(DeferredRequestView) {}

export const ROUTING_OUTCOMES = ['offered', 'no-seat'] as const;

/** One decision of the router, so that "why this seat" can be read. */
export class RoutingDecision {
  @IsISO8601()
  at!: string;

  @IsIn(ROUTING_OUTCOMES)
  outcome!: (typeof ROUTING_OUTCOMES)[number];

  @IsOptional()
  @IsString()
  seatId!: string | null;

  @IsArray()
  @IsString({ each: true })
  reasons!: string[];

  /** What every candidate looked like: staff id, open conversations, capacity, idle seconds, whether it served the enterprise last. */
  @IsArray()
  @IsObject({ each: true })
  candidates!: Record<string, unknown>[];
}

export class RoutingDecisionList {
  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => RoutingDecision)
  decisions!: RoutingDecision[];
}

export class ResolveConversation extends ConversationRef {
  /** The revision that the caller has seen; a stale client is refused instead of undoing what happened since. */
  @IsOptional()
  @IsInt()
  @Max(MAX_INTEGER)
  revision?: number;
}

export class ReopenConversation extends ResolveConversation {}

export class DeclineOffer {
  @IsUUID()
  offerId!: string;
}

/** Either an offer made to the caller or, for one who oversees, a waiting conversation picked from the queue. */
export class AcceptConversation {
  @ValidateIf((request: AcceptConversation) => request.conversationId === undefined)
  @IsUUID()
  offerId?: string;

  @ValidateIf((request: AcceptConversation) => request.offerId === undefined)
  @IsUUID()
  conversationId?: string;
}
