import {
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Max,
  MaxLength,
  Min,
} from 'class-validator';
import { NeededIf } from '../conditional';
import { MAX_INTEGER, PageRequest } from '../paging';
import { IsFilled, IsPhone, LANGUAGES, type Language } from '../text';
import { CONVERSATION_STATUSES, type ConversationStatus } from './conversation';

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

export class ConversationRef {
  @IsUUID()
  conversationId!: string;
}

/** A representative is gone from a conversation of its own. */
export class DetachParty extends ConversationRef {
  @IsUUID()
  partyId!: string;
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

  /** All of an enterprise, for who serves it at the moment or oversees. */
  @IsOptional()
  @IsUUID()
  enterpriseId?: string;
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
  @IsFilled()
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
  @IsPhone()
  phone!: string;

  /** When it suits the business, in its own words. */
  @IsOptional()
  @IsString()
  @MaxLength(200)
  when?: string;
}

/** Whether what the bot offered solved it. `articleId`: which of the Answers did. */
export class GiveBotVerdict extends ConversationRef {
  @IsBoolean()
  solved!: boolean;

  @IsOptional()
  @IsUUID()
  articleId?: string;

  @IsOptional()
  @IsString()
  @MaxLength(500)
  reason?: string;
}

export class ResolveConversation extends ConversationRef {
  /** The revision that the caller has seen; a stale client is refused instead of undoing what happened since. */
  @IsOptional()
  @IsInt()
  @Max(MAX_INTEGER)
  revision?: number;
}

export class ReopenConversation extends ResolveConversation {}

/** Either an offer made to the caller or, for one who oversees, a waiting conversation picked from the queue. */
export class AcceptConversation {
  @NeededIf((request: AcceptConversation) => request.conversationId === undefined)
  @IsUUID()
  offerId?: string;

  @NeededIf((request: AcceptConversation) => request.offerId === undefined)
  @IsUUID()
  conversationId?: string;
}
