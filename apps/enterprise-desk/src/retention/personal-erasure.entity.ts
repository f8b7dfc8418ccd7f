import type { ErasureSubject } from '#contracts';
import { Column, Entity, PrimaryColumn, Unique } from 'typeorm';

/** Personal data was erased on request. The database refuses to change or delete a row. */
@Entity('personal_erasures')
@Unique(['actorId', 'idempotencyKey'])
export class PersonalErasure {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('timestamptz')
  at!: Date;

  @Column('text')
  subject!: ErasureSubject;

  @Column('uuid', { name: 'subject_id' })
  subjectId!: string;

  @Column('uuid', { name: 'actor_id' })
  actorId!: string;

  @Column('text', { name: 'actor_name' })
  actorName!: string;

  @Column('text')
  reason!: string;

  @Column('integer')
  conversations!: number;

  @Column('integer')
  orders!: number;

  @Column('text', { name: 'idempotency_key' })
  idempotencyKey!: string;
}
