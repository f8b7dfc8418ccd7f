import { IsISO8601, IsIn, IsOptional, IsString, IsUUID, Length } from 'class-validator';
import { ROLES, type Role } from '../identity';
import { PageRequest, pageOf } from '../paging';
import { IsFilled } from '../text';

class Unmask {
  /** Why the personal data is needed; it is recorded with who has read it. */
  @IsString()
  @Length(2, 400)
  @IsFilled()
  reason!: string;
}

export class UnmaskOrderContact extends Unmask {
  @IsUUID()
  orderId!: string;
}

export class UnmaskConversationContact extends Unmask {
  @IsUUID()
  conversationId!: string;
}

/** Whom to call, unmasked. */
export class UnmaskedContact {
  /** Of the representative; not known of an order. */
  @IsOptional()
  @IsString()
  name!: string | null;

  @IsOptional()
  @IsString()
  phone!: string | null;
}

/** What personal data was read of. */
export const PERSONAL_SUBJECTS = ['order', 'conversation'] as const;
export type PersonalSubject = (typeof PERSONAL_SUBJECTS)[number];

/** Newest first. */
export class ListPersonalAccesses extends PageRequest {
  /** Of which order or conversation. */
  @IsOptional()
  @IsUUID()
  subjectId?: string;

  /** By whom. */
  @IsOptional()
  @IsUUID()
  actorId?: string;
}

/** Somebody has read personal data; never changed, and kept. */
export class PersonalAccessView {
  @IsUUID()
  id!: string;

  @IsISO8601()
  at!: string;

  @IsIn(PERSONAL_SUBJECTS)
  subject!: PersonalSubject;

  @IsUUID()
  subjectId!: string;

  @IsUUID()
  actorId!: string;

  @IsString()
  actorName!: string;

  @IsIn(ROLES)
  role!: Role;

  /** Of an agency's people and keys. */
  @IsOptional()
  @IsString()
  agencyCode!: string | null;

  @IsString()
  reason!: string;
}

export class PersonalAccessPage extends pageOf(PersonalAccessView) {}
