import type { AttachmentType } from '#contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A file of an article; which versions have it, they say themselves. */
@Entity('article_attachments')
export class Attachment {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid', { name: 'article_id' })
  articleId!: string;

  @Column('text')
  name!: string;

  @Column('text', { name: 'content_type' })
  contentType!: AttachmentType;

  @Column('integer')
  size!: number;

  @Column('text')
  sha256!: string;

  @Column('bytea')
  content!: Buffer;

  @Column('timestamptz', { name: 'added_at' })
  addedAt!: Date;

  @Column('uuid', { name: 'added_by' })
  addedBy!: string;
}
