import {
  IsBoolean,
  IsIn,
  IsISO8601,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Matches,
  MaxLength,
} from 'class-validator';
import { PageRequest, pageOf } from '../paging';

export const FOLLOW_UP_CHANNELS = ['chat', 'link', 'phone'] as const;
export type FollowUpChannel = (typeof FOLLOW_UP_CHANNELS)[number];

export class FollowUpRef {
  @IsUUID()
  followUpId!: string;
}

/** Solved? Satisfied? "No" to either needs a reason, and sends the order back to be handled again. */
class FollowUpAnswer {
  @IsString()
  @Length(1, 64)
  idempotencyKey!: string;

  @IsBoolean()
  solved!: boolean;

  @IsBoolean()
  satisfied!: boolean;

  @IsOptional()
  @IsString()
  @MaxLength(1000)
  reason?: string;
}

/** By whoever talked to the enterprise by telephone, and holds the claim. */
export class RecordFollowUp extends FollowUpAnswer {
  @IsUUID()
  followUpId!: string;
}

/** By the enterprise, signed in to its app. */
export class AnswerFollowUp extends FollowUpAnswer {
  @IsUUID()
  followUpId!: string;
}

/** Where the gateway shows the page of a link, before the token. */
export const FOLLOW_UP_PAGES = 'follow-up';

const TOKEN = /^[\w-]{43}$/;

export class FollowUpToken {
  @Matches(TOKEN, { message: 'token is not one of ours' })
  token!: string;
}

/** By whoever was sent the link; works once. */
export class AnswerFollowUpByLink extends FollowUpAnswer {
  @Matches(TOKEN, { message: 'token is not one of ours' })
  token!: string;
}

/** What the holder of a link sees: no personal data. */
export class FollowUpInvitation {
  @IsString()
  orderNumber!: string;

  @IsString()
  title!: string;

  @IsISO8601()
  expiresAt!: string;
}

/** Shown once: only a hash of the token is kept. An earlier link of the same follow-up ends. */
export class FollowUpLink {
  @IsString()
  token!: string;

  /** Of the page at the gateway, to be sent to the enterprise: /follow-up/ and the token. */
  @IsString()
  path!: string;

  @IsISO8601()
  expiresAt!: string;
}

export const FOLLOW_UP_SCOPES = ['to-do', 'mine', 'answered'] as const;

/** `to-do`: open ones that the caller may take; `mine`: claimed by the caller. */
export class ListFollowUps extends PageRequest {
  @IsIn(FOLLOW_UP_SCOPES)
  scope!: (typeof FOLLOW_UP_SCOPES)[number];
}

export class FollowUpView {
  @IsUUID()
  id!: string;

  @IsUUID()
  orderId!: string;

  @IsString()
  orderNumber!: string;

  @IsString()
  title!: string;

  @IsString()
  enterpriseName!: string;

  @IsOptional()
  @IsUUID()
  conversationId!: string | null;

  @IsISO8601()
  openedAt!: string;

  @IsOptional()
  @IsString()
  claimedBy!: string | null;

  @IsOptional()
  @IsISO8601()
  claimedUntil!: string | null;

  @IsOptional()
  @IsIn(FOLLOW_UP_CHANNELS)
  channel!: FollowUpChannel | null;

  @IsOptional()
  @IsBoolean()
  solved!: boolean | null;

  @IsOptional()
  @IsBoolean()
  satisfied!: boolean | null;

  @IsOptional()
  @IsString()
  reason!: string | null;

  @IsOptional()
  @IsISO8601()
  answeredAt!: string | null;
}

export class FollowUpPage extends pageOf(FollowUpView) {}

/** What became of the order. */
export class FollowUpOutcome {
  @IsIn(['settled', 'redo'])
  outcome!: 'settled' | 'redo';
}
