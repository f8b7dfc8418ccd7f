import type { FollowUpChannel } from '#contracts';
import { Column, Entity, PrimaryColumn, Unique } from 'typeorm';

/** An enterprise to be asked, once per accepted reply, with what the worklist shows of its order. */
@Entity('follow_ups')
@Unique(['tokenHash'])
export class FollowUp {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid', { name: 'order_id' })
  orderId!: string;

  @Column('text', { name: 'order_number' })
  orderNumber!: string;

  @Column('text')
  title!: string;

  @Column('boolean')
  confidential!: boolean;

  @Column('text', { name: 'enterprise_name' })
  enterpriseName!: string;

  @Column('uuid', { name: 'enterprise_id', nullable: true })
  enterpriseId!: string | null;

  @Column('uuid', { name: 'conversation_id', nullable: true })
  conversationId!: string | null;

  /** Who handled the order at the desk, and so does not ask. */
  @Column('uuid', { name: 'handler_id', nullable: true })
  handlerId!: string | null;

  @Column('timestamptz', { name: 'opened_at' })
  openedAt!: Date;

  @Column('timestamptz', { name: 'closed_at', nullable: true })
  closedAt!: Date | null;

  @Column('uuid', { name: 'claimed_by', nullable: true })
  claimedBy!: string | null;

  @Column('text', { name: 'claimed_by_name', nullable: true })
  claimedByName!: string | null;

  @Column('timestamptz', { name: 'claimed_until', nullable: true })
  claimedUntil!: Date | null;

  @Column('text', { name: 'token_hash', nullable: true })
  tokenHash!: string | null;

  @Column('timestamptz', { name: 'token_expires_at', nullable: true })
  tokenExpiresAt!: Date | null;

  @Column('text', { nullable: true })
  channel!: FollowUpChannel | null;

  @Column('boolean', { nullable: true })
  solved!: boolean | null;

  @Column('boolean', { nullable: true })
  satisfied!: boolean | null;

  @Column('text', { nullable: true })
  reason!: string | null;

  @Column('timestamptz', { name: 'answered_at', nullable: true })
  answeredAt!: Date | null;

  @Column('text', { name: 'idempotency_key', nullable: true })
  idempotencyKey!: string | null;
}
