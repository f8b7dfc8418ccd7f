import type { PersonalSubject, Role } from '#contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Somebody has read personal data. The database refuses to change or delete a row. */
@Entity('personal_accesses')
export class PersonalAccess {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('timestamptz')
  at!: Date;

  @Column('text')
  subject!: PersonalSubject;

  @Column('uuid', { name: 'subject_id' })
  subjectId!: string;

  @Column('uuid', { name: 'actor_id' })
  actorId!: string;

  @Column('text', { name: 'actor_name' })
  actorName!: string;

  @Column('text')
  role!: Role;

  @Column('text', { name: 'agency_code', nullable: true })
  agencyCode!: string | null;

  @Column('text')
  reason!: string;
}
