import type { AgencyScope } from '#contracts';
import { Column, Entity, PrimaryColumn, Unique } from 'typeorm';

@Entity('agency_keys')
@Unique(['hash'])
export class AgencyKey {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text', { name: 'agency_code' })
  agencyCode!: string;

  @Column('text')
  name!: string;

  @Column('text', { array: true })
  scopes!: AgencyScope[];

  /** SHA-256 of the key, in hexadecimal; the key itself is kept nowhere. */
  @Column('text')
  hash!: string;

  @Column('text')
  ending!: string;

  @Column('uuid', { name: 'created_by' })
  createdBy!: string;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;

  @Column('timestamptz', { name: 'last_used_at', nullable: true })
  lastUsedAt!: Date | null;

  @Column('timestamptz', { name: 'expires_at', nullable: true })
  expiresAt!: Date | null;

  @Column('timestamptz', { name: 'revoked_at', nullable: true })
  revokedAt!: Date | null;
}
