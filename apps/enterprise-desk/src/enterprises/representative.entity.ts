import { Column, Entity, PrimaryColumn, Unique } from 'typeorm';

/** A person who acts for an enterprise, as one host app knows it. */
@Entity('representatives')
@Unique(['issuer', 'subject', 'enterpriseId'])
export class Representative {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid', { name: 'enterprise_id' })
  enterpriseId!: string;

  @Column('text')
  issuer!: string;

  @Column('text')
  subject!: string;

  @Column('text', { name: 'name_encrypted' })
  nameEncrypted!: string;

  @Column('text', { name: 'phone_encrypted', nullable: true })
  phoneEncrypted!: string | null;

  /** When the host app vouched for it last. */
  @Column('timestamptz', { name: 'seen_at', default: () => 'now()' })
  seenAt!: Date;

  /** When what is personal was taken out of this row; the host app's next word brings it back. */
  @Column('timestamptz', { name: 'forgotten_at', nullable: true })
  forgottenAt!: Date | null;
}
