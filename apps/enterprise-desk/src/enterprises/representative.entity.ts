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
}
