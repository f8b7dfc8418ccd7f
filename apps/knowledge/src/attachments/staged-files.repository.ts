import { Injectable } from '@nestjs/common';
import type { AttachmentType } from '#contracts';
import { Pool, type Transaction } from '#database';

export interface StagedContent {
  stagedBy: string;
  sha256: string;
  contentType: AttachmentType;
  content: Buffer;
}

/** A file that an article is to have, made of what was staged. */
export interface NewFile {
  id: string;
  articleId: string;
  name: string;
  sha256: string;
}

@Injectable()
export class StagedFilesRepository {
  constructor(private readonly pool: Pool) {}

  /** In bytes. */
  async sizeOf(stagedBy: string): Promise<number> {
    const { rows } = await this.pool.query<{ size: string }>(
      'SELECT coalesce(sum(size), 0) AS size FROM staged_files WHERE staged_by = $1',
      [stagedBy],
    );
    return Number(rows[0]?.size ?? 0);
  }

  async put({ stagedBy, sha256, contentType, content }: StagedContent, now: Date): Promise<void> {
    await this.pool.query(
      `INSERT INTO staged_files (staged_by, sha256, content_type, size, content, staged_at) VALUES ($1, $2, $3, $4, $5, $6)
       ON CONFLICT (staged_by, sha256) DO UPDATE SET content_type = EXCLUDED.content_type, staged_at = EXCLUDED.staged_at`,
      [stagedBy, sha256, contentType, content.length, content, now],
    );
  }

  async deleteBefore(before: Date, limit: number): Promise<void> {
    await this.pool.query(
      `DELETE FROM staged_files WHERE (staged_by, sha256) IN (
         SELECT staged_by, sha256 FROM staged_files WHERE staged_at < $1 ORDER BY staged_at LIMIT $2)`,
      [before, limit],
    );
  }

  /** What each of them was staged as; those that were not are left out. */
  async typesOf(
    tx: Transaction,
    stagedBy: string,
    hashes: readonly string[],
  ): Promise<Map<string, AttachmentType>> {
    const rows = await tx.query<{ sha256: string; contentType: AttachmentType }[]>(
      `SELECT sha256, content_type AS "contentType" FROM staged_files WHERE staged_by = $1 AND sha256 = ANY($2)`,
      [stagedBy, hashes],
    );
    return new Map(rows.map(({ sha256, contentType }) => [sha256, contentType]));
  }

  /** Makes files of articles out of what was staged: the contents do not leave the database. */
  async take(tx: Transaction, stagedBy: string, files: readonly NewFile[], now: Date): Promise<void> {
    await tx.query(
      `INSERT INTO article_attachments (id, article_id, name, content_type, size, sha256, content, added_at, added_by)
       SELECT f.id, f.article_id, f.name, s.content_type, s.size, s.sha256, s.content, $6, $1
         FROM unnest($2::uuid[], $3::uuid[], $4::text[], $5::text[]) AS f (id, article_id, name, sha256)
         JOIN staged_files s ON s.staged_by = $1 AND s.sha256 = f.sha256`,
      [
        stagedBy,
        files.map(({ id }) => id),
        files.map(({ articleId }) => articleId),
        files.map(({ name }) => name),
        files.map(({ sha256 }) => sha256),
        now,
      ],
    );
    await tx.query('DELETE FROM staged_files WHERE staged_by = $1 AND sha256 = ANY($2)', [
      stagedBy,
      files.map(({ sha256 }) => sha256),
    ]);
  }
}
