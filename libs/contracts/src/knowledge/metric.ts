import { Type } from 'class-transformer';
import {
  IsArray,
  IsDefined,
  IsISO8601,
  IsIn,
  IsInt,
  IsNumber,
  IsOptional,
  IsString,
  IsUUID,
  MaxLength,
  ValidateNested,
} from 'class-validator';
import { IsTime } from '../time';
import { METRIC_PARTS } from '../desk/metric';
import { PageRequest, pageOf } from '../paging';
import { BilingualText } from '../text';

export const KNOWLEDGE_METRIC_NAMES = [
  'coverage',
  'found-at-first-search',
  'quoted',
  'solved-by-bot',
  'gaps-open',
  'reviews-overdue',
] as const;
export type KnowledgeMetricName = (typeof KNOWLEDGE_METRIC_NAMES)[number];

/**
 * From `from` (inclusive) to `to` (exclusive), by the first question of a conversation; the last 7 days when left out.
 * The matters of an agency are those that it owns now.
 */
export class GetKnowledgeMetrics {
  @IsOptional()
  @IsTime()
  from?: string;

  @IsOptional()
  @IsTime()
  to?: string;

  @IsOptional()
  @IsString()
  @MaxLength(20)
  matterCode?: string;

  @IsOptional()
  @IsString()
  @MaxLength(20)
  agencyCode?: string;
}

export class KnowledgeMetricDefinition {
  @IsIn(KNOWLEDGE_METRIC_NAMES)
  name!: KnowledgeMetricName;

  @IsDefined()
  @ValidateNested()
  @Type(() => BilingualText)
  definition!: BilingualText;
}

/** Numerator over denominator for one matter; for all of an agency where `matterCode` is null, for all there are where both are. */
export class KnowledgeMetricValue {
  @IsIn(KNOWLEDGE_METRIC_NAMES)
  name!: KnowledgeMetricName;

  @IsOptional()
  @IsString()
  matterCode!: string | null;

  /** Null also for a matter that the desk does not know any more. */
  @IsOptional()
  @IsString()
  agencyCode!: string | null;

  @IsInt()
  numerator!: number;

  @IsInt()
  denominator!: number;

  @IsOptional()
  @IsNumber()
  rate!: number | null;
}

export class KnowledgeMetricReport {
  @IsISO8601()
  from!: string;

  @IsISO8601()
  to!: string;

  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => KnowledgeMetricDefinition)
  definitions!: KnowledgeMetricDefinition[];

  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => KnowledgeMetricValue)
  values!: KnowledgeMetricValue[];
}

export const KNOWLEDGE_CASE_KINDS = ['conversation', 'gap', 'article'] as const;

/** What is behind a number: its numerator, its denominator, or the rest of the denominator. */
export class ListKnowledgeMetricCases extends PageRequest {
  @IsIn(KNOWLEDGE_METRIC_NAMES)
  name!: KnowledgeMetricName;

  @IsIn(METRIC_PARTS)
  part!: (typeof METRIC_PARTS)[number];

  @IsOptional()
  @IsTime()
  from?: string;

  @IsOptional()
  @IsTime()
  to?: string;

  @IsOptional()
  @IsString()
  @MaxLength(20)
  matterCode?: string;

  @IsOptional()
  @IsString()
  @MaxLength(20)
  agencyCode?: string;
}

export class KnowledgeMetricCase {
  @IsIn(KNOWLEDGE_CASE_KINDS)
  kind!: (typeof KNOWLEDGE_CASE_KINDS)[number];

  @IsUUID()
  id!: string;

  @IsString()
  matterCode!: string;

  /** When it was asked first, of a gap last; by when an article must be looked at, null where nobody has said. */
  @IsOptional()
  @IsISO8601()
  at!: string | null;

  /** The question of a gap, the Chinese title of an article; null for a conversation. */
  @IsOptional()
  @IsString()
  title!: string | null;
}

/** Conversations and gaps from the newest on, articles from the one that is overdue longest. */
export class KnowledgeMetricCasePage extends pageOf(KnowledgeMetricCase) {}
