import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsBase64,
  IsIn,
  IsInt,
  IsISO8601,
  IsObject,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Matches,
  Max,
  MaxLength,
  Min,
} from 'class-validator';
import { ATTACHMENT_TYPES, BAD_FILE_NAME, FILE_NAME, type AttachmentType } from '../file-type';
import { MAX_INTEGER, PageRequest, pageOf } from '../paging';
import { IsFilled } from '../text';
import { AGENCY_CODE, HANDOVER_KINDS, type HandoverKind } from './exchange';
import { AGENCY_ORDER_ACTIONS, OrderStatement, type AgencyOrderAction } from './work-order';

/** What a key of an agency may be used for. */
export const AGENCY_SCOPES = ['orders:read', 'orders:act', 'handovers', 'invitations'] as const;
export type AgencyScope = (typeof AGENCY_SCOPES)[number];

export const AGENCY_KEY_PREFIX = 'qfa_';

export class CreateAgencyKey {
  @Matches(AGENCY_CODE)
  agencyCode!: string;

  @IsString()
  @Length(1, 100)
  @IsFilled()
  name!: string;

  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(AGENCY_SCOPES.length)
  @IsIn(AGENCY_SCOPES, { each: true })
  scopes!: AgencyScope[];
}

export class AgencyKeyView {
  @IsUUID()
  id!: string;

  @IsString()
  agencyCode!: string;

  @IsString()
  name!: string;

  @IsArray()
  @IsIn(AGENCY_SCOPES, { each: true })
  scopes!: AgencyScope[];

  /** The last four characters, to tell keys apart. */
  @IsString()
  ending!: string;

  @IsISO8601()
  createdAt!: string;

  /** Within a minute. */
  @IsOptional()
  @IsISO8601()
  lastUsedAt!: string | null;

  /** After a rotation: until when the old key still works. */
  @IsOptional()
  @IsISO8601()
  expiresAt!: string | null;

  @IsOptional()
  @IsISO8601()
  revokedAt!: string | null;
}

/** `key` is shown this once; the desk keeps its SHA-256 alone. */
export class NewAgencyKey extends AgencyKeyView {
  @IsString()
  key!: string;
}

export class AgencyKeyPage extends pageOf(AgencyKeyView) {}

export class ListAgencyKeys extends PageRequest {
  @IsOptional()
  @Matches(AGENCY_CODE)
  agencyCode?: string;
}

export class AgencyKeyRef {
  @IsUUID()
  keyId!: string;
}

/** So long, in hours, what an agency signs in with may be good beside what follows it. */
export const MAX_OVERLAP_HOURS = 168;

/** A new key takes over; the old one works on for a while. */
export class RotateAgencyKey extends AgencyKeyRef {
  @IsInt()
  @Min(0)
  @Max(MAX_OVERLAP_HOURS)
  overlapHours!: number;
}

export class ExchangeAgencyKey {
  @IsString()
  @Matches(/^qfa_[A-Za-z0-9_-]{43}$/)
  key!: string;
}

/** A handover as the agency fetches it; it counts as delivered once it is acknowledged. */
export class AgencyHandoverView {
  @IsUUID()
  id!: string;

  @IsIn(HANDOVER_KINDS)
  kind!: HandoverKind;

  @IsOptional()
  @IsUUID()
  orderId!: string | null;

  @IsISO8601()
  createdAt!: string;

  @IsObject()
  document!: Record<string, unknown>;
}

export class AgencyHandoverPage extends pageOf(AgencyHandoverView) {}

export class AcknowledgeHandover {
  @IsUUID()
  handoverId!: string;
}

/** An agency acts on an order that it has been given. Without `version` the order is taken as it stands. */
export class ActAsAgency extends OrderStatement {
  @IsUUID()
  orderId!: string;

  @IsIn(AGENCY_ORDER_ACTIONS)
  action!: AgencyOrderAction;

  @IsString()
  @Length(1, 64)
  idempotencyKey!: string;

  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(MAX_INTEGER)
  version?: number;

  @IsOptional()
  @IsArray()
  @ArrayMaxSize(10)
  @IsUUID(undefined, { each: true })
  attachmentIds?: string[];
}

/** A signed delivery of an agency's system, as it came through the gateway. */
export class AgencyWebhook {
  @IsString()
  @MaxLength(200_000)
  body!: string;

  @IsString()
  @MaxLength(64)
  id!: string;

  @IsString()
  @MaxLength(20)
  timestamp!: string;

  @IsString()
  @MaxLength(1000)
  signature!: string;
}

/** What an agency's system wants done, by a delivery whose signature the adapter has checked. */
export class DeliveredAct extends OrderStatement {
  @IsString()
  @Length(1, 64)
  deliveryId!: string;

  @IsISO8601()
  signedAt!: string;

  /** SHA-256 of the delivery's bytes. */
  @Matches(/^[0-9a-f]{64}$/)
  digest!: string;

  @IsUUID()
  orderId!: string;

  @IsIn(AGENCY_ORDER_ACTIONS)
  action!: AgencyOrderAction;
}

/** How the order stands after an agency's act. */
export class ActDone {
  @IsUUID()
  orderId!: string;

  @IsString()
  number!: string;

  @IsInt()
  version!: number;

  @IsString()
  status!: string;
}

/** Who reads the phone number says what for. */
export class ReadOrderContact {
  @IsUUID()
  orderId!: string;

  @IsString()
  @Length(1, 200)
  @IsFilled()
  reason!: string;
}

/** Whom the agency calls: the number whole. */
export class OrderContact {
  @IsUUID()
  orderId!: string;

  @IsOptional()
  @IsString()
  phone!: string | null;
}

/** Bytes of an attachment, in base64; 4 MB at most. */
export const MAX_ATTACHMENT_BASE64 = 5_600_000;

export class UploadAttachment {
  @Matches(FILE_NAME, { message: BAD_FILE_NAME })
  name!: string;

  /** Must be what the content is. */
  @IsIn(ATTACHMENT_TYPES)
  mediaType!: AttachmentType;

  @IsBase64()
  @Length(4, MAX_ATTACHMENT_BASE64)
  content!: string;

  @IsString()
  @Length(1, 64)
  idempotencyKey!: string;
}

export class OrderAttachmentView {
  @IsUUID()
  id!: string;

  @IsString()
  agencyCode!: string;

  @IsString()
  name!: string;

  @IsString()
  mediaType!: string;

  @IsInt()
  bytes!: number;

  /** SHA-256, in hexadecimal. */
  @IsString()
  digest!: string;

  @IsISO8601()
  createdAt!: string;
}

export class OrderAttachmentContent extends OrderAttachmentView {
  @IsString()
  content!: string;
}

export class OrderAttachmentRef {
  @IsUUID()
  attachmentId!: string;
}
