import { Type } from 'class-transformer';
import {
  IsArray,
  IsBoolean,
  IsISO8601,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Matches,
  MaxLength,
  ValidateNested,
} from 'class-validator';
import { IsTime } from '../time';
import { PageRequest, pageOf } from '../paging';
import { ORDER_KINDS, OrderGrounds, type OrderKind } from './work-order';

export const DISPATCH_ENTRY_STATES = ['proposed', 'confirmed', 'rejected'] as const;
export type DispatchEntryState = (typeof DISPATCH_ENTRY_STATES)[number];

/** A line of the dispatch directory; `*` stands for every matter, district or kind. */
export class DispatchEntryView {
  @IsUUID()
  id!: string;

  @IsString()
  matterCode!: string;

  @IsString()
  district!: string;

  @IsString()
  kind!: string;

  /** Of this matter, district and kind; the greatest one in force counts. */
  @IsInt()
  version!: number;

  @IsString()
  agencyCode!: string;

  @IsIn(DISPATCH_ENTRY_STATES)
  state!: DispatchEntryState;

  @IsISO8601()
  effectiveFrom!: string;

  /** Not included. */
  @IsOptional()
  @IsISO8601()
  effectiveTo!: string | null;

  @IsOptional()
  @IsString()
  note!: string | null;

  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => OrderGrounds)
  grounds!: OrderGrounds[];

  /** The order whose adjudication brought it about. */
  @IsOptional()
  @IsUUID()
  sourceOrderId!: string | null;

  @IsString()
  createdBy!: string;

  @IsISO8601()
  createdAt!: string;

  @IsOptional()
  @IsString()
  decidedBy!: string | null;
}

export class DispatchEntryPage extends pageOf(DispatchEntryView) {}

export class ListDispatchEntries extends PageRequest {
  @IsOptional()
  @IsString()
  @MaxLength(20)
  matterCode?: string;

  @IsOptional()
  @IsString()
  @MaxLength(20)
  agencyCode?: string;

  @IsOptional()
  @IsIn(DISPATCH_ENTRY_STATES)
  state?: DispatchEntryState;
}

/** Left out: every matter, district or kind; in force from now on, without an end. */
export class SaveDispatchEntry {
  @IsString()
  @Length(1, 64)
  idempotencyKey!: string;

  @IsOptional()
  @IsString()
  @Length(1, 20)
  matterCode?: string;

  @IsOptional()
  @Matches(/^([A-Za-z0-9-]{1,20}|\*)$/, {
    message: 'district must be a code of up to 20 letters, digits and dashes',
  })
  district?: string;

  @IsOptional()
  @IsIn(ORDER_KINDS)
  kind?: OrderKind;

  @IsString()
  @Length(1, 20)
  agencyCode!: string;

  @IsOptional()
  @IsTime()
  effectiveFrom?: string;

  @IsOptional()
  @IsTime()
  effectiveTo?: string | null;

  @IsOptional()
  @IsString()
  @MaxLength(2000)
  note?: string;
}

/** A proposed entry is confirmed, and in force from now on, or rejected. */
export class DecideDispatchEntry {
  @IsUUID()
  entryId!: string;

  @IsBoolean()
  confirm!: boolean;
}
