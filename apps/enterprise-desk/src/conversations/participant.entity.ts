import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ParticipantKind } from '#contracts';

/** Somebody in a conversation: invited, then joined, then gone. */
@Entity('participants')
export class Participant {
  @PrimaryColumn('uuid', { name: 'conversation_id' })
  conversationId!: string;

  @PrimaryColumn('uuid', { name: 'party_id' })
  partyId!: string;

  @Column('text')
  kind!: ParticipantKind;

  /** Shown to the others; a representative's is masked. */
  @Column('text')
  name!: string;

  @Column('timestamptz', { name: 'invited_at', nullable: true })
  invitedAt!: Date | null;

  @Column('timestamptz', { name: 'joined_at', nullable: true })
  joinedAt!: Date | null;

  @Column('timestamptz', { name: 'left_at', nullable: true })
  leftAt!: Date | null;

  @Column('integer', { default: 0 })
  delivered!: number;

  @Column('integer', { default: 0 })
  read!: number;
}
