import type { ExpertAnswer } from '#contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** An agency's expert was invited into a conversation; without an answer by its end it is unanswered. */
@Entity('expert_invitations')
export class ExpertInvitation {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid', { name: 'conversation_id' })
  conversationId!: string;

  @Column('text', { name: 'agency_code' })
  agencyCode!: string;

  @Column('uuid', { name: 'expert_id' })
  expertId!: string;

  @Column('text', { name: 'expert_name' })
  expertName!: string;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;

  @Column('timestamptz', { name: 'expires_at' })
  expiresAt!: Date;

  @Column('text', { nullable: true })
  answer!: ExpertAnswer | null;

  @Column('timestamptz', { name: 'answered_at', nullable: true })
  answeredAt!: Date | null;
}
