import { Type } from 'class-transformer';
import {
  IsArray,
  IsDefined,
  IsISO8601,
  IsIn,
  IsInt,
  IsObject,
  IsOptional,
  IsString,
  IsUUID,
  ValidateNested,
} from 'class-validator';
import { ROLES, type Role } from '../identity';
import { PageRequest, pageOf } from '../paging';
import { ORDER_STATUSES, type OrderStatus } from './work-order';

/** Who did something with an order: a person of the desk, of an agency, the enterprise, or the desk itself. */
export const ORDER_ACTOR_KINDS = ['staff', 'agency', 'enterprise', 'desk'] as const;
export type OrderActorKind = (typeof ORDER_ACTOR_KINDS)[number];

export class OrderHistoryEntry {
  @IsInt()
  sequence!: number;

  @IsISO8601()
  at!: string;

  @IsIn(ORDER_ACTOR_KINDS)
  actorKind!: OrderActorKind;

  @IsString()
  actorName!: string;

  @IsOptional()
  @IsString()
  agencyCode!: string | null;

  @IsString()
  action!: string;

  @IsIn(ORDER_STATUSES)
  status!: OrderStatus;

  @IsOptional()
  @IsString()
  reason!: string | null;

  @IsOptional()
  @IsString()
  text!: string | null;

  @IsDefined()
  @IsObject()
  details!: Record<string, unknown>;
}

/** Somebody has read the phone number of the order, whole. */
export class ContactReadingView {
  @IsISO8601()
  at!: string;

  @IsString()
  actorName!: string;

  @IsIn(ROLES)
  role!: Role;

  @IsOptional()
  @IsString()
  agencyCode!: string | null;

  @IsString()
  reason!: string;
}

export class ListOrderHistory extends PageRequest {
  @IsUUID()
  orderId!: string;
}

/** From the first entry on. */
export class OrderHistory extends pageOf(OrderHistoryEntry) {
  /** On the first page: the newest 200, the newest first; they change nothing and are no version. */
  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => ContactReadingView)
  contactReadings!: ContactReadingView[];
}
