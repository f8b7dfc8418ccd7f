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
import { PageRequest, pageOf } from '../paging';
import { BilingualText } from '../text';
import { METRIC_PARTS } from './metric';
import { ORDER_CHANNELS, ORDER_STATUSES, type OrderChannel, type OrderStatus } from './work-order';

export const ORDER_RATE_NAMES = [
  'signed-in-time',
  'first-contact-made',
  'settled-in-time',
  'solved',
  'satisfied',
  'returned',
  'extended',
  'redone',
] as const;
export type OrderRateName = (typeof ORDER_RATE_NAMES)[number];

export const ORDER_RATE_DIMENSIONS = ['matter', 'agency', 'district', 'channel'] as const;
export type OrderRateDimension = (typeof ORDER_RATE_DIMENSIONS)[number];

/** From `from` (inclusive) to `to` (exclusive), by when the order was created; today in the city when left out. */
export class GetOrderRates {
  @IsOptional()
  @IsTime()
  from?: string;

  @IsOptional()
  @IsTime()
  to?: string;

  @IsOptional()
  @IsIn(ORDER_RATE_DIMENSIONS)
  by?: OrderRateDimension;

  @IsOptional()
  @IsString()
  @MaxLength(20)
  matterCode?: string;

  @IsOptional()
  @IsString()
  @MaxLength(20)
  agencyCode?: string;

  @IsOptional()
  @IsString()
  @MaxLength(40)
  district?: string;

  @IsOptional()
  @IsIn(ORDER_CHANNELS)
  channel?: OrderChannel;
}

export class OrderRateDefinition {
  @IsIn(ORDER_RATE_NAMES)
  name!: OrderRateName;

  @IsDefined()
  @ValidateNested()
  @Type(() => BilingualText)
  numerator!: BilingualText;

  @IsDefined()
  @ValidateNested()
  @Type(() => BilingualText)
  denominator!: BilingualText;

  @IsDefined()
  @ValidateNested()
  @Type(() => BilingualText)
  excluded!: BilingualText;

  @IsOptional()
  @IsNumber()
  target!: number | null;
}

export class OrderRateValue {
  @IsIn(ORDER_RATE_NAMES)
  name!: OrderRateName;

  /** A value of the dimension; null for all together. */
  @IsOptional()
  @IsString()
  group!: string | null;

  @IsInt()
  numerator!: number;

  @IsInt()
  denominator!: number;

  @IsOptional()
  @IsNumber()
  rate!: number | null;
}

export class OrderRateReport {
  @IsISO8601()
  from!: string;

  @IsISO8601()
  to!: string;

  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => OrderRateDefinition)
  definitions!: OrderRateDefinition[];

  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => OrderRateValue)
  values!: OrderRateValue[];
}

/** The very orders behind a number: its numerator, its denominator, or the rest of the denominator. */
export class ListOrderRateCases extends PageRequest {
  @IsIn(ORDER_RATE_NAMES)
  name!: OrderRateName;

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

  @IsOptional()
  @IsString()
  @MaxLength(40)
  district?: string;

  @IsOptional()
  @IsIn(ORDER_CHANNELS)
  channel?: OrderChannel;
}

/** An order behind a number; what it is about stays out, so that confidential ones may be counted and named too. */
export class OrderCase {
  @IsUUID()
  orderId!: string;

  @IsString()
  number!: string;

  @IsIn(ORDER_STATUSES)
  status!: OrderStatus;

  @IsString()
  matterCode!: string;

  @IsOptional()
  @IsString()
  agencyCode!: string | null;

  @IsString()
  district!: string;

  @IsIn(ORDER_CHANNELS)
  channel!: OrderChannel;

  @IsISO8601()
  createdAt!: string;
}

export class OrderCasePage extends pageOf(OrderCase) {}
