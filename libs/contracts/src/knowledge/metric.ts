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
  MaxLength,
  ValidateNested,
} from 'class-validator';
import { BilingualText } from '../text';

export const KNOWLEDGE_METRIC_NAMES = [
  'coverage',
  'found-at-first-search',
  'quoted',
  'solved-by-bot',
  'gaps-open',
] as const;
export type KnowledgeMetricName = (typeof KNOWLEDGE_METRIC_NAMES)[number];

/** From `from` (inclusive) to `to` (exclusive), by the first question of a conversation; the last 7 days when left out. */
export class GetKnowledgeMetrics {
  @IsOptional()
  @IsISO8601()
  from?: string;

  @IsOptional()
  @IsISO8601()
  to?: string;

  @IsOptional()
  @IsString()
  @MaxLength(20)
  matterCode?: string;
}

export class KnowledgeMetricDefinition {
  @IsIn(KNOWLEDGE_METRIC_NAMES)
  name!: KnowledgeMetricName;

  @IsDefined()
  @ValidateNested()
  @Type(() => BilingualText)
  definition!: BilingualText;
}

/** Numerator over denominator for one matter; for all of them together where `matterCode` is null. */
export class KnowledgeMetricValue {
  @IsIn(KNOWLEDGE_METRIC_NAMES)
  name!: KnowledgeMetricName;

  @IsOptional()
  @IsString()
  matterCode!: string | null;

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
