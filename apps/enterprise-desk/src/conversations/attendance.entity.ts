import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ParticipantKind } from '#contracts';

/** One stay of somebody in a conversation, or an invitation to one; none is overwritten by the next. */
@Entity('attendances')
export class Attendance {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid', { name: 'conversation_id' })
  conversationId!: string;

  @Column('uuid', { name: 'party_id' })
  partyId!: string;

  @Column('text')
  kind!: ParticipantKind;

  @Column('timestamptz', { name: 'invited_at', nullable: true })
  invitedAt!: Date | null;

  /** Null while an invitation stands, and of one that nobody followed. */
  @Column('timestamptz', { name: 'joined_at', nullable: true })
  joinedAt!: Date | null;

  @Column('timestamptz', { name: 'left_at', nullable: true })
  leftAt!: Date | null;
}
