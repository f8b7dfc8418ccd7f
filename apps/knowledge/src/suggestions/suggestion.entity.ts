import type { SuggestedAnswer } from '#contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A message of the business; personal data is masked. */
export interface Question {
  sequence: number;
  text: string;
}

/** What fits one conversation, and what came of it. */
@Entity('suggestions')
export class SuggestionRow {
  @PrimaryColumn('uuid', { name: 'conversation_id' })
  conversationId!: string;

  @Column('text', { name: 'matter_code', nullable: true })
  matterCode!: string | null;

  /** The last messages of the business, the newest first; none are kept once it is settled. */
  @Column('jsonb', { default: [] })
  questions!: Question[];

  @Column('jsonb', { default: [] })
  answers!: SuggestedAnswer[];

  /** The sequence of the last message that the answers take in. */
  @Column('integer', { name: 'up_to', default: 0 })
  upTo!: number;

  /** Of the first question; null while there were courtesies alone. */
  @Column('timestamptz', { name: 'asked_at', nullable: true })
  askedAt!: Date | null;

  @Column('timestamptz', { name: 'heard_at' })
  heardAt!: Date;

  /** The first search found an Answer. */
  @Column('boolean', { name: 'found_first', nullable: true })
  foundFirst!: boolean | null;

  @Column('boolean', { default: false })
  found!: boolean;

  @Column('boolean', { name: 'bot_offered', default: false })
  botOffered!: boolean;

  @Column('boolean', { name: 'bot_solved', default: false })
  botSolved!: boolean;

  @Column('timestamptz', { name: 'settled_at', nullable: true })
  settledAt!: Date | null;
}
