import { Type } from 'class-transformer';
import {
  IsBoolean,
  IsISO8601,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  IsUUID,
  Max,
  MaxLength,
  Min,
  ValidateIf,
} from 'class-validator';
import { MAX_INTEGER, PageRequest, pageOf } from '../paging';

export const FEEDBACK_SOURCES = ['business', 'staff', 'bot'] as const;
/** `bot`: the business said so of what the bot offered. */
export type FeedbackSource = (typeof FEEDBACK_SOURCES)[number];

/** One word per person on a version, or on one quote of it; said again, the last word counts. */
export class GiveFeedback {
  @IsUUID()
  articleId!: string;

  @IsInt()
  @Min(1)
  @Max(MAX_INTEGER)
  version!: number;

  @IsBoolean()
  useful!: boolean;

  @IsOptional()
  @IsString()
  @MaxLength(500)
  reason?: string;

  /** With `sequence`: the message that quoted it. */
  @ValidateIf((given: GiveFeedback) => given.conversationId !== undefined || given.sequence !== undefined)
  @IsUUID()
  conversationId?: string;

  @ValidateIf((given: GiveFeedback) => given.conversationId !== undefined || given.sequence !== undefined)
  @IsInt()
  @Min(1)
  @Max(MAX_INTEGER)
  sequence?: number;
}

export class FeedbackView {
  @IsUUID()
  id!: string;

  @IsUUID()
  articleId!: string;

  @IsInt()
  version!: number;

  @IsIn(FEEDBACK_SOURCES)
  source!: FeedbackSource;

  @IsBoolean()
  useful!: boolean;

  @IsOptional()
  @IsString()
  reason!: string | null;

  @IsOptional()
  @IsUUID()
  conversationId!: string | null;

  @IsOptional()
  @IsInt()
  sequence!: number | null;

  @IsISO8601()
  givenAt!: string;
}

/** Newest first. */
export class ListFeedback extends PageRequest {
  @IsUUID()
  articleId!: string;

  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Max(MAX_INTEGER)
  version?: number;

  @IsOptional()
  @IsBoolean()
  useful?: boolean;
}

export class FeedbackPage extends pageOf(FeedbackView) {}
