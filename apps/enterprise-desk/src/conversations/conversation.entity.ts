import { Column, Entity, PrimaryColumn, Unique } from 'typeorm';
import type { ConversationStatus } from '#contracts';

@Entity('conversations')
@Unique(['representativeId', 'idempotencyKey'])
export class Conversation {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text', { name: 'idempotency_key' })
  idempotencyKey!: string;

  @Column('integer', { default: 1 })
  revision!: number;

  @Column('text')
  status!: ConversationStatus;

  @Column('text', { name: 'matter_code' })
  matterCode!: string;

  @Column('text', { name: 'seat_group' })
  seatGroup!: string;

  @Column('text')
  language!: string;

  @Column('uuid', { name: 'enterprise_id' })
  enterpriseId!: string;

  /** As it was when the conversation was opened. */
  @Column('text', { name: 'enterprise_name' })
  enterpriseName!: string;

  @Column('uuid', { name: 'representative_id' })
  representativeId!: string;

  @Column('uuid', { name: 'seat_id', nullable: true })
  seatId!: string | null;

  /** Asked for by a transfer, or the seat of before a reopening; routed to first while it is available. */
  @Column('uuid', { name: 'preferred_seat_id', nullable: true })
  preferredSeatId!: string | null;

  @Column('integer', { name: 'last_sequence', default: 0 })
  lastSequence!: number;

  @Column('timestamptz', { name: 'opened_at' })
  openedAt!: Date;

  @Column('timestamptz', { name: 'queued_at', nullable: true })
  queuedAt!: Date | null;

  /** Lower comes first: −1 for who had a seat or an offer already, 0 for the rest. */
  @Column('integer', { name: 'queue_rank', default: 0 })
  queueRank!: number;

  @Column('timestamptz', { name: 'accepted_at', nullable: true })
  acceptedAt!: Date | null;

  @Column('timestamptz', { name: 'first_reply_due_at', nullable: true })
  firstReplyDueAt!: Date | null;

  @Column('timestamptz', { name: 'first_replied_at', nullable: true })
  firstRepliedAt!: Date | null;

  @Column('timestamptz', { name: 'first_reply_warned_at', nullable: true })
  firstReplyWarnedAt!: Date | null;

  @Column('timestamptz', { name: 'first_reply_breached_at', nullable: true })
  firstReplyBreachedAt!: Date | null;

  @Column('timestamptz', { name: 'ended_at', nullable: true })
  endedAt!: Date | null;

  /** The last sequence before the present waiting: what came up to it was somebody's to answer, or has been. */
  @Column('integer', { name: 'waiting_after', default: 0 })
  waitingAfter!: number;

  @Column('timestamptz', { name: 'bot_offered_at', nullable: true })
  botOfferedAt!: Date | null;

  /** Of the entry with the Answers that the bot offered. */
  @Column('integer', { name: 'bot_sequence', nullable: true })
  botSequence!: number | null;

  /** Whether they solved it; null until the business has said so. */
  @Column('boolean', { name: 'bot_solved', nullable: true })
  botSolved!: boolean | null;

  @Column('boolean', { nullable: true })
  solved!: boolean | null;

  @Column('integer', { nullable: true })
  satisfaction!: number | null;

  @Column('text', { name: 'rating_comment', nullable: true })
  ratingComment!: string | null;

  /** When what is personal was taken out of it. */
  @Column('timestamptz', { name: 'forgotten_at', nullable: true })
  forgottenAt!: Date | null;
}
