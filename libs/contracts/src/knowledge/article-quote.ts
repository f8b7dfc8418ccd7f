import { Type } from 'class-transformer';
import { IsBoolean, IsIn, IsInt, IsISO8601, IsOptional, IsUUID, Max, Min } from 'class-validator';
import { MAX_INTEGER, pageOf } from '../paging';
import { ListOfArticle } from './article-editing';

/** In a message of the staff, offered by the bot, or as grounds of a reply to a work order. */
export const QUOTE_KINDS = ['message', 'offer', 'reply'] as const;
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

  @IsOptional()
  @IsUUID()
  conversationId?: string;

  /** Of a reply. */
  @IsOptional()
  @IsUUID()
  orderId?: string;

  /** Of the message in its conversation, or of the reply in its order's history. */
  @IsInt()
  sequence!: number;

  @IsInt()
  version!: number;

  @IsISO8601()
  at!: string;
}

export class QuotePage extends pageOf(QuoteView) {}

/** A conversation, or an order in its reply, that was told a wording which no longer holds. */
export class OutdatedQuote {
  @IsOptional()
  @IsUUID()
  conversationId?: string;

  @IsOptional()
  @IsUUID()
  orderId?: string;

  /** The newest outdated version that it was told. */
  @IsInt()
  version!: number;

  /** Of the message or reply that told it last. */
  @IsInt()
  sequence!: number;

  /** It was also told what holds now. */
  @IsBoolean()
  toldCurrent!: boolean;
}

export class OutdatedPage extends pageOf(OutdatedQuote) {}
