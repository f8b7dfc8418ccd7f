import { IsISO8601, IsIn, IsInt, IsOptional, IsString, IsUUID, Length } from 'class-validator';
import { PageRequest, pageOf } from '../paging';
import { IsFilled } from '../text';

/** Whose data is erased: a representative's, with all its conversations and their orders, or that of one order. */
export const ERASURE_SUBJECTS = ['representative', 'order'] as const;
export type ErasureSubject = (typeof ERASURE_SUBJECTS)[number];

/** Takes out for good what is personal, on request; refused while anything of it is open. */
export class ErasePersonalData {
  @IsString()
  @Length(1, 64)
  idempotencyKey!: string;

  @IsIn(ERASURE_SUBJECTS)
  subject!: ErasureSubject;

  @IsUUID()
  subjectId!: string;

  /** Who asked for it and when, without personal data; it is recorded. */
  @IsString()
  @Length(2, 400)
  @IsFilled()
  reason!: string;
}

/** Newest first. */
export class ListPersonalErasures extends PageRequest {
  @IsOptional()
  @IsUUID()
  subjectId?: string;
}

/** What was erased, by whom and why; never changed, and kept. */
export class PersonalErasureView {
  @IsUUID()
  id!: string;

  @IsISO8601()
  at!: string;

  @IsIn(ERASURE_SUBJECTS)
  subject!: ErasureSubject;

  @IsUUID()
  subjectId!: string;

  @IsUUID()
  actorId!: string;

  @IsString()
  actorName!: string;

  @IsString()
  reason!: string;

  /** From how many of each it was taken out. */
  @IsInt()
  conversations!: number;

  @IsInt()
  orders!: number;
}

export class PersonalErasurePage extends pageOf(PersonalErasureView) {}
