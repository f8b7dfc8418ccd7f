import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsISO8601,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Max,
  MaxLength,
  Min,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { MAX_INTEGER, pageOf } from '../paging';
import { IsFilled } from '../text';
import { OrderClockView } from './order-clock-view';
import { EmergencyNumber, OrderDeclineView, OrderExtensionView } from './work-order-notes';

/** 咨询, 求助, 投诉, 举报, 建议, 表扬. */
export const ORDER_KINDS = ['consultation', 'help', 'complaint', 'report', 'suggestion', 'praise'] as const;
export type OrderKind = (typeof ORDER_KINDS)[number];

/** `elevated` is 次紧急, `urgent` is 紧急. */
export const ORDER_URGENCIES = ['normal', 'elevated', 'urgent'] as const;
export type OrderUrgency = (typeof ORDER_URGENCIES)[number];

export const ORDER_CHANNELS = ['conversation', 'off-hours', 'phone', 'api'] as const;
export type OrderChannel = (typeof ORDER_CHANNELS)[number];

/** 受理 → 派单 → 签收 → 办理 → 答复 → 审核 → 回访 → 办结 → 归档, with what may come between. */
export const ORDER_STATUSES = [
  'draft',
  'dispatched',
  'signed',
  'in-progress',
  'returned',
  'adjudicating',
  'replied',
  'following-up',
  'settled',
  'archived',
  'declined',
  'merged',
  'withdrawn',
] as const;
export type OrderStatus = (typeof ORDER_STATUSES)[number];

/** What the desk does with an order. */
export const DESK_ORDER_ACTIONS = [
  'dispatch',
  'decline',
  'withdraw',
  'merge',
  'split',
  'add-co-handler',
  'relieve-co-handler',
  'suspend',
  'resume',
  'urge',
  'supervise',
  'release',
  'accept-return',
  'refuse-return',
  'reassign',
  'rule',
  'grant-extension',
  'refuse-extension',
  'accept-reply',
  'refuse-reply',
  'settle',
  'redo',
  'archive',
  'remark',
  'disclose',
  'withhold',
  'conceal',
  'reveal',
  'classify',
] as const;

/** What an agency does with an order that it has been given. */
export const AGENCY_ORDER_ACTIONS = [
  'sign',
  'return',
  'object',
  'state-position',
  'first-contact',
  'request-extension',
  'note',
  'reply',
] as const;

export const ORDER_ACTIONS = [...DESK_ORDER_ACTIONS, ...AGENCY_ORDER_ACTIONS] as const;
export type DeskOrderAction = (typeof DESK_ORDER_ACTIONS)[number];
export type AgencyOrderAction = (typeof AGENCY_ORDER_ACTIONS)[number];
export type OrderAction = (typeof ORDER_ACTIONS)[number];

const namesArticle = ({ articleId, version }: OrderGrounds): boolean =>
  articleId !== undefined || version !== undefined;

/** Grounds of a reply or a ruling: an article of knowledge, a law or a notice. */
export class OrderGrounds {
  @IsIn(['article', 'law', 'notice'])
  kind!: 'article' | 'law' | 'notice';

  @IsString()
  @Length(1, 400)
  title!: string;

  /** The number of the law or notice. */
  @IsOptional()
  @IsString()
  @MaxLength(200)
  reference?: string;

  /** Of an article of this knowledge base, with its version: a reply is then on record where the version was quoted. */
  @ValidateIf(namesArticle)
  @IsUUID()
  articleId?: string;

  @ValidateIf(namesArticle)
  @IsInt()
  @Min(1)
  @Max(MAX_INTEGER)
  version?: number;
}

/** A part that an order is split into; matter, district and kind are those of the whole where not said otherwise. */
export class OrderPart {
  @IsString()
  @Length(1, 200)
  @IsFilled()
  title!: string;

  @IsString()
  @Length(1, 8000)
  @IsFilled()
  description!: string;

  @IsOptional()
  @IsString()
  @MaxLength(20)
  matterCode?: string;
}

/** What somebody says with an action on an order. */
export class OrderStatement {
  /** Why: a code of the action's list of reasons where it has one, such as `not-our-duty` of `return`. */
  @IsOptional()
  @IsString()
  @MaxLength(60)
  reason?: string;

  /** The reply, the note, the position, the ruling, what was said at the first contact. */
  @IsOptional()
  @IsString()
  @Length(1, 8000)
  @IsFilled()
  text?: string;

  @IsOptional()
  @IsArray()
  @ArrayMaxSize(20)
  @ValidateNested({ each: true })
  @Type(() => OrderGrounds)
  grounds?: OrderGrounds[];

  /** `request-extension`: working days more. */
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(60)
  workdays?: number;

  /** `reply` after a redo: which head of the agency took part. */
  @IsOptional()
  @IsString()
  @Length(1, 100)
  @IsFilled()
  head?: string;
}

/**
 * One action on one order. `version` is the order's version that the actor has seen: when the order has moved on
 * meanwhile nothing is done and the answer says what happened.
 */
export class ActOnOrder extends OrderStatement {
  @IsUUID()
  orderId!: string;

  @IsIn(ORDER_ACTIONS)
  action!: OrderAction;

  @IsInt()
  @Min(1)
  @Max(MAX_INTEGER)
  version!: number;

  @IsString()
  @Length(1, 64)
  idempotencyKey!: string;

  /** `dispatch`, `reassign`, `rule`, `add-co-handler`: to whom; `relieve-co-handler`: which one. */
  @IsOptional()
  @IsString()
  @MaxLength(20)
  agencyCode?: string;

  /** `merge`: into which order. */
  @IsOptional()
  @IsUUID()
  otherOrderId?: string;

  /** `reply`: ids of attachments that were uploaded before. */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(10)
  @IsUUID(undefined, { each: true })
  attachmentIds?: string[];

  /** `split`: at least two. */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(10)
  @ValidateNested({ each: true })
  @Type(() => OrderPart)
  parts?: OrderPart[];

  /** `supervise`: yellow where not said otherwise. */
  @IsOptional()
  @IsIn(['yellow', 'red'])
  light?: 'yellow' | 'red';

  /** `classify`: a code of the tree of classifications. */
  @IsOptional()
  @IsString()
  @Length(1, 20)
  classification?: string;

  /**
   * Members of staff. `disclose`, `conceal`: who may see a confidential order from now on; `withhold`: who may see it no
   * more.
   */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(20)
  @IsUUID(undefined, { each: true })
  staffIds?: string[];
}

/** An agency's part in an order: one lead, any number of co-handlers. */
export class OrderAgencyView {
  @IsString()
  agencyCode!: string;

  @IsIn(['lead', 'co-handler'])
  part!: 'lead' | 'co-handler';

  @IsOptional()
  @IsISO8601()
  signedAt!: string | null;

  @IsOptional()
  @IsISO8601()
  contactedAt!: string | null;

  @IsOptional()
  @IsISO8601()
  repliedAt!: string | null;
}

export class WorkOrderView {
  @IsUUID()
  id!: string;

  /** Readable, by day: QF20261124-000042. */
  @IsString()
  number!: string;

  @IsInt()
  version!: number;

  @IsIn(ORDER_STATUSES)
  status!: OrderStatus;

  /** Waits for the enterprise: its clocks stand still. */
  @IsBoolean()
  suspended!: boolean;

  @IsIn(ORDER_KINDS)
  kind!: OrderKind;

  @IsIn(ORDER_URGENCIES)
  urgency!: OrderUrgency;

  @IsIn(ORDER_CHANNELS)
  channel!: OrderChannel;

  @IsBoolean()
  confidential!: boolean;

  @IsString()
  matterCode!: string;

  @IsString()
  district!: string;

  @IsOptional()
  @IsString()
  classification!: string | null;

  @IsString()
  title!: string;

  @IsString()
  description!: string;

  @IsString()
  enterpriseName!: string;

  @IsOptional()
  @IsString()
  enterpriseId!: string | null;

  /** Masked. */
  @IsOptional()
  @IsString()
  phone!: string | null;

  @IsOptional()
  @IsUUID()
  conversationId!: string | null;

  @IsOptional()
  @IsUUID()
  parentId!: string | null;

  @IsOptional()
  @IsUUID()
  mergedIntoId!: string | null;

  /** How many requests it stands for, merged ones included. */
  @IsInt()
  repeats!: number;

  @IsInt()
  returns!: number;

  @IsInt()
  redos!: number;

  @IsOptional()
  @IsIn(['yellow', 'red'])
  supervision!: 'yellow' | 'red' | null;

  @IsOptional()
  @ValidateNested()
  @Type(() => OrderExtensionView)
  extension!: OrderExtensionView | null;

  @IsOptional()
  @ValidateNested()
  @Type(() => OrderDeclineView)
  decline!: OrderDeclineView | null;

  /** Its text tells of an emergency: these numbers come first. */
  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => EmergencyNumber)
  emergencies!: EmergencyNumber[];

  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => OrderAgencyView)
  agencies!: OrderAgencyView[];

  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => OrderClockView)
  clocks!: OrderClockView[];

  /** What the caller may do with it now. */
  @IsArray()
  @IsIn(ORDER_ACTIONS, { each: true })
  allowed!: OrderAction[];

  @IsISO8601()
  createdAt!: string;

  @IsISO8601()
  updatedAt!: string;
}

export class WorkOrderPage extends pageOf(WorkOrderView) {}
