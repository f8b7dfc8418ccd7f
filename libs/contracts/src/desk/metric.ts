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
import { IsTime } from '../time';
import { PageRequest } from '../paging';
import { BilingualText } from '../text';

export const METRIC_NAMES = [
  'first-reply-in-time',
  'abandoned',
  'solved',
  'satisfied',
  'invitations-connected',
  'first-reply-seconds',
  'resolution-seconds',
  'solved-by-bot',
] as const;
export type MetricName = (typeof METRIC_NAMES)[number];

/** From `from` (inclusive) to `to` (exclusive), by the time the conversation was opened; today in the city when left out. */
export class GetMetrics {
  @IsOptional()
  @IsTime()
  from?: string;

  @IsOptional()
  @IsTime()
  to?: string;

  @IsOptional()
  @IsString()
  @MaxLength(40)
  seatGroup?: string;
}

/** A rate is numerator over denominator; a duration is p50 and p95 in seconds over `denominator` cases. */
export class MetricValue {
  @IsIn(METRIC_NAMES)
  name!: MetricName;

  @IsString()
  seatGroup!: string;

  @IsInt()
  numerator!: number;

  @IsInt()
  denominator!: number;

  @IsOptional()
  @IsNumber()
  rate!: number | null;

  @IsOptional()
  @IsNumber()
  p50!: number | null;

  @IsOptional()
  @IsNumber()
  p95!: number | null;
}

export class MetricDefinition {
  @IsIn(METRIC_NAMES)
  name!: MetricName;

  @IsDefined()
  @ValidateNested()
  @Type(() => BilingualText)
  definition!: BilingualText;

  @IsOptional()
  @IsNumber()
  target!: number | null;
}

/** What is going on in a seat group at this moment. */
export class SeatGroupNow {
  @IsString()
  seatGroup!: string;

  @IsInt()
  waiting!: number;

  @IsInt()
  active!: number;

  @IsInt()
  onDuty!: number;

  @IsInt()
  freePlaces!: number;

  @IsInt()
  longestWaitSeconds!: number;
}

export class MetricReport {
  @IsISO8601()
  from!: string;

  @IsISO8601()
  to!: string;

  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => MetricDefinition)
  definitions!: MetricDefinition[];

  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => MetricValue)
  values!: MetricValue[];

  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => SeatGroupNow)
  now!: SeatGroupNow[];
}

export const METRIC_PARTS = ['numerator', 'denominator', 'rest'] as const;

/** The very conversations behind a number: its numerator, its denominator, or the rest of the denominator. */
export class ListMetricCases extends PageRequest {
  @IsIn(METRIC_NAMES)
  name!: MetricName;

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
  @MaxLength(40)
  seatGroup?: string;
}
