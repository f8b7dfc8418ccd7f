import { Type } from 'class-transformer';
import { IsArray, IsIn, IsInt, IsString, IsUUID, ValidateNested } from 'class-validator';

export const EXPERT_ANSWERS = ['connected', 'declined'] as const;
export type ExpertAnswer = (typeof EXPERT_ANSWERS)[number];

/** An agency answers for its expert: `connected` brings the expert into the conversation. */
export class AnswerInvitation {
  @IsUUID()
  invitationId!: string;

  @IsIn(EXPERT_ANSWERS)
  answer!: ExpertAnswer;
}

export class InvitationAnswered extends AnswerInvitation {
  @IsUUID()
  conversationId!: string;
}

/** What became of the invitations of one agency's experts; the target is 90 % connected. */
export class ExpertInvitationCount {
  @IsString()
  agencyCode!: string;

  @IsInt()
  invited!: number;

  @IsInt()
  connected!: number;

  @IsInt()
  declined!: number;

  /** Nobody came or answered in time. */
  @IsInt()
  unanswered!: number;
}

export class ExpertInvitationCounts {
  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => ExpertInvitationCount)
  agencies!: ExpertInvitationCount[];
}
