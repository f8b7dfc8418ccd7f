import { IsBoolean, IsISO8601, IsIn, IsOptional, IsString, IsUUID } from 'class-validator';
import { pageOf } from '../paging';

export const DEFERRED_KINDS = ['call-back', 'request'] as const;

/** What a business left behind for later: the work-order part picks it up. */
export class DeferredRequestView {
  @IsUUID()
  id!: string;

  @IsIn(DEFERRED_KINDS)
  kind!: (typeof DEFERRED_KINDS)[number];

  @IsUUID()
  conversationId!: string;

  @IsString()
  matterCode!: string;

  @IsString()
  enterpriseName!: string;

  /** Masked, such as 138****8000. */
  @IsOptional()
  @IsString()
  phone!: string | null;

  @IsOptional()
  @IsString()
  when!: string | null;

  /** By when the enterprise is to be contacted. */
  @IsISO8601()
  contactDueAt!: string;

  /** The day falls in a year whose calendar is not published yet: it may move. */
  @IsBoolean()
  contactDueProvisional!: boolean;

  @IsISO8601()
  createdAt!: string;

  @IsOptional()
  @IsISO8601()
  takenAt!: string | null;

  /** The business needs it no more. */
  @IsOptional()
  @IsISO8601()
  withdrawnAt!: string | null;
}

export class DeferredRequestPage extends pageOf(DeferredRequestView) {}
