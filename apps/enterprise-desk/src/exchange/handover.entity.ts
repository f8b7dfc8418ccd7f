import type { Handover, HandoverKind, HandoverState } from '#contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A row of the ledger. */
@Entity('handovers')
export class HandoverRow {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text', { name: 'agency_code' })
  agencyCode!: string;

  @Column('text')
  kind!: HandoverKind;

  @Column('uuid', { name: 'order_id', nullable: true })
  orderId!: string | null;

  @Column('text')
  state!: HandoverState;

  @Column('jsonb')
  payload!: Handover;

  @Column('text')
  digest!: string;

  /** What an agency that fetches is given. */
  @Column('jsonb', { nullable: true })
  document!: Record<string, unknown> | null;

  @Column('text', { name: 'delivered_digest', nullable: true })
  deliveredDigest!: string | null;

  @Column('integer', { default: 0 })
  attempts!: number;

  @Column('text', { name: 'last_error', nullable: true })
  lastError!: string | null;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;

  /** When it was put into the outbox last, and how often it was. */
  @Column('timestamptz', { name: 'carried_at' })
  carriedAt!: Date;

  @Column('integer', { default: 1 })
  carries!: number;

  @Column('timestamptz', { name: 'sent_at', nullable: true })
  sentAt!: Date | null;

  @Column('timestamptz', { name: 'delivered_at', nullable: true })
  deliveredAt!: Date | null;

  @Column('timestamptz', { name: 'signed_at', nullable: true })
  signedAt!: Date | null;

  @Column('timestamptz', { name: 'replied_at', nullable: true })
  repliedAt!: Date | null;

  @Column('timestamptz', { name: 'confirmed_at', nullable: true })
  confirmedAt!: Date | null;
}
