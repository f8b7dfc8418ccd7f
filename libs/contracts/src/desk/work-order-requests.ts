import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsDefined,
  IsIn,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Matches,
  MaxLength,
  ValidateNested,
} from 'class-validator';
import { NeededIf } from '../conditional';
import { PageRequest } from '../paging';
import { BilingualText, IsFilled, IsPhone } from '../text';
import {
  ORDER_KINDS,
  ORDER_STATUSES,
  ORDER_URGENCIES,
  WorkOrderView,
  type OrderKind,
  type OrderStatus,
  type OrderUrgency,
} from './work-order';

/** Where a district is not known: the city as a whole. */
export const CITY_WIDE = 'city';

/**
 * A new order: from a conversation, whose matter and enterprise it takes, or from a phone call or another system, which
 * name them.
 */
export class CreateWorkOrder {
  @IsString()
  @Length(1, 64)
  idempotencyKey!: string;

  @IsOptional()
  @IsUUID()
  conversationId?: string;

  @IsOptional()
  @IsIn(['phone', 'api'])
  channel?: 'phone' | 'api';

  @IsIn(ORDER_KINDS)
  kind!: OrderKind;

  @IsOptional()
  @IsIn(ORDER_URGENCIES)
  urgency?: OrderUrgency;

  @NeededIf((order: CreateWorkOrder) => order.conversationId === undefined)
  @IsString()
  @Length(1, 20)
  matterCode?: string;

  /** Code of the district; `city` where it is not known. */
  @IsOptional()
  @Matches(/^[A-Za-z0-9-]{1,20}$/, {
    message: 'district must be a code of up to 20 letters, digits and dashes',
  })
  district?: string;

  @IsOptional()
  @IsString()
  @Length(1, 20)
  classification?: string;

  @IsString()
  @Length(1, 200)
  @IsFilled()
  title!: string;

  @IsString()
  @Length(1, 8000)
  @IsFilled()
  description!: string;

  /** Unified social credit code, which makes the order part of the enterprise's history. */
  @IsOptional()
  @IsString()
  @Length(18, 18)
  creditCode?: string;

  @NeededIf((order: CreateWorkOrder) => order.conversationId === undefined)
  @IsString()
  @Length(1, 200)
  @IsFilled()
  enterpriseName?: string;

  @IsOptional()
  @IsPhone()
  phone?: string;

  /** Seen by who took it down, those named and those who oversee alone. */
  @IsOptional()
  @IsBoolean()
  confidential?: boolean;

  @IsOptional()
  @IsArray()
  @ArrayMaxSize(20)
  @IsUUID(undefined, { each: true })
  viewerIds?: string[];

  /** Hands it at once to the agency that the directory names. */
  @IsOptional()
  @IsBoolean()
  dispatch?: boolean;
}

/** An open order that may be about the same. */
export class SimilarOrder {
  @IsUUID()
  id!: string;

  @IsString()
  number!: string;

  @IsString()
  title!: string;

  @IsIn(ORDER_STATUSES)
  status!: OrderStatus;
}

export class SimilarOrders {
  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => SimilarOrder)
  orders!: SimilarOrder[];
}

/** A new order with the open ones of the same enterprise about the same matter. */
export class WorkOrderCreated extends WorkOrderView {
  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => SimilarOrder)
  similar!: SimilarOrder[];
}

export class OrderRef {
  @IsUUID()
  orderId!: string;
}

export class ListWorkOrders extends PageRequest {
  @IsOptional()
  @IsIn(ORDER_STATUSES)
  status?: OrderStatus;

  /** Lead or co-handler. */
  @IsOptional()
  @IsString()
  @MaxLength(20)
  agencyCode?: string;

  @IsOptional()
  @IsString()
  @MaxLength(20)
  matterCode?: string;

  @IsOptional()
  @IsUUID()
  enterpriseId?: string;

  @IsOptional()
  @IsUUID()
  conversationId?: string;

  @IsOptional()
  @IsUUID()
  parentId?: string;

  @IsOptional()
  @IsIn(['yellow', 'red'])
  supervision?: 'yellow' | 'red';
}

/** A reason that an action takes; those of `decline` name the right channel. */
export class OrderReason {
  @IsIn(['return', 'decline'])
  action!: 'return' | 'decline';

  @IsString()
  code!: string;

  @IsDefined()
  @ValidateNested()
  @Type(() => BilingualText)
  reason!: BilingualText;

  @IsOptional()
  @ValidateNested()
  @Type(() => BilingualText)
  channel!: BilingualText | null;
}

export class OrderReasons {
  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => OrderReason)
  reasons!: OrderReason[];
}
