import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { OfferOutcome } from '#contracts';

/** `handed-on` was never sent: it keeps a conversation from going straight back to the seat that gave it away. */
export type OfferStatus = 'pending' | 'handed-on' | OfferOutcome;

/** A waiting conversation put before one seat, until it is accepted or the time is up. */
@Entity('offers')
export class Offer {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid', { name: 'conversation_id' })
  conversationId!: string;

  @Column('uuid', { name: 'staff_id' })
  staffId!: string;

  @Column('text')
  status!: OfferStatus;

  @Column('text', { array: true })
  reasons!: string[];

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;

  @Column('timestamptz', { name: 'expires_at' })
  expiresAt!: Date;

  @Column('timestamptz', { name: 'ended_at', nullable: true })
  endedAt!: Date | null;
}
