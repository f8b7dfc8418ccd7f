import type { AttachmentType } from '#contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A file that somebody has brought for an import to come. */
@Entity('staged_files')
export class StagedFileRow {
  @PrimaryColumn('uuid', { name: 'staged_by' })
  stagedBy!: string;

  @PrimaryColumn('text')
  sha256!: string;

  @Column('text', { name: 'content_type' })
  contentType!: AttachmentType;

  @Column('integer')
  size!: number;

  @Column('bytea')
  content!: Buffer;

  @Column('timestamptz', { name: 'staged_at' })
  stagedAt!: Date;
}
