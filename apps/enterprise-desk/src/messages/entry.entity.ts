import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Card, EntryKind, PartyKind, SystemNotice } from '#contracts';

/** One place in a conversation's sequence; once written it stays, but for the marks that it was withdrawn or is unseen. */
@Entity('entries')
export class EntryRow {
  @PrimaryColumn('uuid', { name: 'conversation_id' })
  conversationId!: string;

  @PrimaryColumn('integer')
  sequence!: number;

  @Column('text')
  kind!: EntryKind;

  @Column('timestamptz')
  at!: Date;

  @Column('text', { name: 'sender_kind' })
  senderKind!: PartyKind;

  @Column('uuid', { name: 'sender_id', nullable: true })
  senderId!: string | null;

  @Column('text', { name: 'sender_name', nullable: true })
  senderName!: string | null;

  @Column('text', { name: 'client_message_id', nullable: true })
  clientMessageId!: string | null;

  @Column('text', { nullable: true })
  text!: string | null;

  @Column('jsonb', { nullable: true })
  card!: Card | null;

  @Column('integer', { nullable: true })
  target!: number | null;

  @Column('jsonb', { nullable: true })
  system!: SystemNotice | null;

  @Column('timestamptz', { name: 'withdrawn_at', nullable: true })
  withdrawnAt!: Date | null;
}
