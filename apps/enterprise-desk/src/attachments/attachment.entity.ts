import { Column, Entity, PrimaryColumn, Unique } from 'typeorm';

/** A file that an agency adds to a reply. */
@Entity('attachments')
@Unique(['uploadedBy', 'idempotencyKey'])
export class Attachment {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text', { name: 'agency_code' })
  agencyCode!: string;

  @Column('text')
  name!: string;

  @Column('text', { name: 'media_type' })
  mediaType!: string;

  @Column('integer')
  bytes!: number;

  @Column('text')
  digest!: string;

  @Column('bytea', { select: false })
  content!: Buffer;

  @Column('uuid', { name: 'uploaded_by' })
  uploadedBy!: string;

  @Column('text', { name: 'idempotency_key' })
  idempotencyKey!: string;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;

  /** When it first went with something that the agency did; what never does is deleted. */
  @Column('timestamptz', { name: 'sent_at', nullable: true })
  sentAt!: Date | null;
}
