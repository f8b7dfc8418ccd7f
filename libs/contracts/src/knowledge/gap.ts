import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsISO8601,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import { MAX_INTEGER, PageRequest, pageOf } from '../paging';
import { IsFilled } from '../text';

export const GAP_STATES = ['open', 'answered', 'dismissed'] as const;
export type GapState = (typeof GAP_STATES)[number];

/** Who found that nothing fits: the search beside a conversation, the business after the bot, an agent. */
export const GAP_SOURCES = ['suggestions', 'bot', 'agent'] as const;
export type GapSource = (typeof GAP_SOURCES)[number];

export const MAX_GAP_EXAMPLES = 50;

/** A question without a good answer, however it is worded; a task of the agency that owns the matter. */
export class GapView {
  @IsUUID()
  id!: string;

  @IsString()
  matterCode!: string;

  @IsString()
  agencyCode!: string;

  @IsIn(GAP_STATES)
  state!: GapState;

  /** As it was asked first; personal data is masked. */
  @IsString()
  question!: string;

  /** In how many conversations. */
  @IsInt()
  asked!: number;

  @IsISO8601()
  firstAskedAt!: string;

  @IsISO8601()
  lastAskedAt!: string;

  @IsOptional()
  @IsUUID()
  articleId!: string | null;

  @IsOptional()
  @IsInt()
  articleVersion!: number | null;

  @IsOptional()
  @IsString()
  dismissedBecause!: string | null;

  @IsOptional()
  @IsISO8601()
  closedAt!: string | null;
}

export class GapExample {
  @IsUUID()
  conversationId!: string;

  @IsInt()
  sequence!: number;

  @IsIn(GAP_SOURCES)
  source!: GapSource;

  @IsString()
  text!: string;

  @IsISO8601()
  askedAt!: string;
}

/** A gap and where it was asked last. */
export class GapDetails extends GapView {
  @IsArray()
  @ArrayMaxSize(MAX_GAP_EXAMPLES)
  @ValidateNested({ each: true })
  @Type(() => GapExample)
  examples!: GapExample[];
}

/** The most asked first, where what was asked lately counts more; `open` unless another state is named. */
export class ListGaps extends PageRequest {
  @IsOptional()
  @IsIn(GAP_STATES)
  state?: GapState;

  @IsOptional()
  @IsString()
  @MaxLength(20)
  matterCode?: string;

  @IsOptional()
  @IsString()
  @MaxLength(20)
  agencyCode?: string;
}

export class GapPage extends pageOf(GapView) {}

export class GapRef {
  @IsUUID()
  gapId!: string;
}

/** An agent finds no Answer to what the business wrote in this message. */
export class ReportGap {
  @IsUUID()
  conversationId!: string;

  @IsInt()
  @Min(1)
  @Max(MAX_INTEGER)
  sequence!: number;
}

export class AnswerGap extends GapRef {
  @IsUUID()
  articleId!: string;
}

export class DismissGap extends GapRef {
  @IsString()
  @Length(1, 500)
  @IsFilled()
  reason!: string;
}
