import { Type } from 'class-transformer';
import {
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsISO8601,
  IsObject,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Matches,
  MaxLength,
  ValidateNested,
} from 'class-validator';
import { PageRequest, pageOf } from '../paging';
import { IsFilled } from '../text';
import { ORDER_KINDS, ORDER_URGENCIES, type OrderKind, type OrderUrgency } from './work-order';

/** What the desk hands over to an agency. */
export const HANDOVER_KINDS = [
  'order',
  'urged',
  'supervised',
  'suspended',
  'resumed',
  'extension-decided',
  'return-refused',
  'position-asked',
  'reply-accepted',
  'reply-refused',
  'redo',
  'withdrawn',
  'settled',
  'confidentiality',
  'invitation',
] as const;
export type HandoverKind = (typeof HANDOVER_KINDS)[number];

/** Codes of agencies are one token of a NATS subject. */
export const AGENCY_CODE = /^[A-Z][A-Z0-9]{1,19}$/;

/** The order as an agency sees it; the phone number is masked, `GET /agency/orders/{orderId}/contact` gives it. */
export class HandedOrder {
  @IsUUID()
  id!: string;

  @IsString()
  number!: string;

  @IsInt()
  version!: number;

  @IsIn(ORDER_KINDS)
  kind!: OrderKind;

  @IsIn(ORDER_URGENCIES)
  urgency!: OrderUrgency;

  @IsString()
  matterCode!: string;

  @IsString()
  district!: string;

  @IsString()
  title!: string;

  @IsString()
  description!: string;

  @IsString()
  enterpriseName!: string;

  @IsOptional()
  @IsString()
  phone!: string | null;

  @IsBoolean()
  confidential!: boolean;

  @IsIn(['lead', 'co-handler'])
  part!: 'lead' | 'co-handler';
}

/** A conversation wants an agency's expert. */
export class HandedInvitation {
  @IsUUID()
  id!: string;

  @IsUUID()
  conversationId!: string;

  @IsString()
  matterCode!: string;

  @IsString()
  enterpriseName!: string;

  @IsOptional()
  @IsString()
  comment!: string | null;

  @IsISO8601()
  expiresAt!: string;
}

/** One handover. It has the same id however often it is carried, so that both ends can tell a repetition. */
export class Handover {
  @IsUUID()
  id!: string;

  @IsString()
  agencyCode!: string;

  @IsIn(HANDOVER_KINDS)
  kind!: HandoverKind;

  @IsISO8601()
  at!: string;

  @IsOptional()
  @ValidateNested()
  @Type(() => HandedOrder)
  order?: HandedOrder;

  @IsOptional()
  @ValidateNested()
  @Type(() => HandedInvitation)
  invitation?: HandedInvitation;

  /** `extension-decided`: granted or refused. */
  @IsOptional()
  @IsIn(['granted', 'refused'])
  decision?: 'granted' | 'refused';

  /** `extension-decided`: so many working days were granted. */
  @IsOptional()
  @IsInt()
  workdays?: number;

  @IsOptional()
  @IsString()
  reason?: string;

  @IsOptional()
  @IsString()
  text?: string;
}

export const HANDOVER_STATES = ['waiting', 'sent', 'available', 'delivered', 'withdrawn', 'dead'] as const;
/**
 * `waiting` for its adapter, `sent`: the adapter has it, `available`: the agency may fetch it, `delivered`: the agency
 * has it, `withdrawn`: its agency has nothing to do with the order any more, `dead`: refused, a person must look.
 */
export type HandoverState = (typeof HANDOVER_STATES)[number];

/** A row of the ledger: what was handed over to one agency, and how far it has come. */
export class HandoverView {
  @IsUUID()
  id!: string;

  @IsString()
  agencyCode!: string;

  @IsIn(HANDOVER_KINDS)
  kind!: HandoverKind;

  @IsIn(HANDOVER_STATES)
  state!: HandoverState;

  @IsOptional()
  @IsUUID()
  orderId!: string | null;

  @IsOptional()
  @IsString()
  orderNumber!: string | null;

  /** SHA-256 of the handover as the desk wrote it, in hexadecimal. */
  @IsString()
  digest!: string;

  /** SHA-256 of the very bytes that the agency was given. */
  @IsOptional()
  @IsString()
  deliveredDigest!: string | null;

  @IsISO8601()
  createdAt!: string;

  @IsOptional()
  @IsISO8601()
  sentAt!: string | null;

  @IsOptional()
  @IsISO8601()
  deliveredAt!: string | null;

  @IsOptional()
  @IsISO8601()
  signedAt!: string | null;

  @IsOptional()
  @IsISO8601()
  repliedAt!: string | null;

  @IsOptional()
  @IsISO8601()
  confirmedAt!: string | null;

  /** Tries that failed. */
  @IsInt()
  attempts!: number;

  @IsOptional()
  @IsString()
  lastError!: string | null;

  @IsObject()
  payload!: Handover;
}

export class HandoverPage extends pageOf(HandoverView) {}

export class ListHandovers extends PageRequest {
  @IsOptional()
  @Matches(AGENCY_CODE)
  agencyCode?: string;

  @IsOptional()
  @IsIn(HANDOVER_STATES)
  state?: HandoverState;

  @IsOptional()
  @IsUUID()
  orderId?: string;
}

/** A dead letter goes out again, corrected where a text had to be. */
export class ReplayHandover {
  @IsUUID()
  handoverId!: string;

  @IsOptional()
  @IsString()
  @Length(1, 200)
  @IsFilled()
  title?: string;

  @IsOptional()
  @IsString()
  @Length(1, 8000)
  @IsFilled()
  description?: string;

  @IsOptional()
  @IsString()
  @Length(1, 8000)
  @IsFilled()
  text?: string;
}

export const HANDOVER_STEPS = ['taken', 'failed', 'available', 'delivered', 'refused'] as const;
export type HandoverStep = (typeof HANDOVER_STEPS)[number];

/** An adapter tells what became of a handover. */
export class ReportHandover {
  @IsUUID()
  handoverId!: string;

  @IsIn(HANDOVER_STEPS)
  step!: HandoverStep;

  /** `failed`, `refused`: what the agency's system said. */
  @IsOptional()
  @IsString()
  @MaxLength(1000)
  problem?: string;

  /** `available`, `delivered`: SHA-256 of the bytes that the agency is given. */
  @IsOptional()
  @Matches(/^[0-9a-f]{64}$/)
  digest?: string;

  /** `available`: what the agency fetches, in its own form. */
  @IsOptional()
  @IsObject()
  document?: Record<string, unknown>;
}

/** Whether the handover is still to be delivered. */
export class HandoverDue {
  @IsBoolean()
  due!: boolean;

  /** `taken`: one of the same order from before is still on its way; this one comes after it. */
  @IsOptional()
  @IsBoolean()
  waits?: boolean;
}

/** How the ledger stands with one agency. Orders are those of the kinds `order` and `redo`. */
export class AgencyBalance {
  @IsString()
  agencyCode!: string;

  @IsInt()
  handovers!: number;

  @IsInt()
  waiting!: number;

  @IsInt()
  sent!: number;

  @IsInt()
  available!: number;

  @IsInt()
  delivered!: number;

  @IsInt()
  withdrawn!: number;

  @IsInt()
  dead!: number;

  /** Orders that are delivered but not signed for. */
  @IsInt()
  unsigned!: number;

  @IsInt()
  signed!: number;

  @IsInt()
  replied!: number;

  @IsInt()
  confirmed!: number;
}

export class LedgerBalance {
  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => AgencyBalance)
  agencies!: AgencyBalance[];
}
