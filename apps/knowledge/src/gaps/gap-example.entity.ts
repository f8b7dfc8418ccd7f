import type { GapSource } from '#contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Where the question of a gap was asked; once per conversation. */
@Entity('gap_examples')
export class GapExampleRow {
  @PrimaryColumn('uuid', { name: 'gap_id' })
  gapId!: string;

  @PrimaryColumn('uuid', { name: 'conversation_id' })
  conversationId!: string;

  @Column('integer')
  sequence!: number;

  @Column('text')
  source!: GapSource;

  /** Personal data is masked. */
  @Column('text')
  text!: string;

  @Column('timestamptz', { name: 'asked_at' })
  askedAt!: Date;
}
