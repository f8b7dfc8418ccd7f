import { Type } from 'class-transformer';
import { IsBoolean, IsIn, IsInt, IsISO8601, IsOptional, IsUUID, Max, Min } from 'class-validator';
import { MAX_INTEGER, pageOf } from '../paging';
import { ListOfArticle } from './article-editing';

export const QUOTE_KINDS = ['message'] as const;
export type QuoteKind = (typeof QUOTE_KINDS)[number];

export class ListQuotes extends ListOfArticle {
  /** Of every version when left out. */
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(MAX_INTEGER)
  version?: number;
}

/** Where a version was put before a business. */
export class QuoteView {
  @IsIn(QUOTE_KINDS)
  kind!: QuoteKind;

  @IsUUID()
  conversationId!: string;

  @IsInt()
  sequence!: number;

  @IsInt()
  version!: number;

  @IsISO8601()
  at!: string;
}

export class QuotePage extends pageOf(QuoteView) {}

/** A conversation that was told a wording which no longer holds. */
export class OutdatedConversation {
  @IsUUID()
  conversationId!: string;

  /** The newest outdated version that it was told. */
  @IsInt()
  version!: number;

  /** Of the message that told it last. */
  @IsInt()
  sequence!: number;

  /** It was also told what holds now. */
  @IsBoolean()
  toldCurrent!: boolean;
}

export class OutdatedPage extends pageOf(OutdatedConversation) {}
