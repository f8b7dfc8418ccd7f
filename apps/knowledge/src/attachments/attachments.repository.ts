import { Injectable } from '@nestjs/common';
import { Pool, type Transaction } from '#database';
import { Attachment } from './attachment.entity';
import type { KnownFile } from './record-files';

export interface HeldAttachment {
  id: string;
  name: string;
  contentType: string;
  size: number;
  sha256: string;
  content: Buffer;
  agencyCode: string;
  /** Some version with it has been seen by readers. */
  published: boolean;
}

@Injectable()
export class AttachmentsRepository {
  constructor(private readonly pool: Pool) {}

  async add(tx: Transaction, attachment: Attachment): Promise<void> {
    await tx.insert(Attachment, attachment);
  }

  /** Deletes a file that no version has besides the draft of that number. */
  async deleteUnlessKept(tx: Transaction, articleId: string, id: string): Promise<void> {
    await tx.query(
      `DELETE FROM article_attachments WHERE id = $2 AND article_id = $1 AND NOT EXISTS (
         SELECT FROM article_versions v WHERE v.article_id = $1 AND $2 = ANY(v.attachment_ids) AND v.status <> 'draft')`,
      [articleId, id],
    );
  }

  /** Those that there are, by their ids, without the contents. */
  async describe(tx: Transaction, ids: readonly string[]): Promise<Map<string, KnownFile>> {
    const rows = await tx.query<KnownFile[]>(
      `SELECT id, name, content_type AS "contentType", sha256 FROM article_attachments WHERE id = ANY($1)`,
      [ids],
    );
    return new Map(rows.map((row) => [row.id, row]));
  }

  /** Deletes what no version of these articles has any more. */
  async deleteUnused(tx: Transaction, articleIds: readonly string[]): Promise<void> {
    await tx.query(
      `DELETE FROM article_attachments f WHERE f.article_id = ANY($1) AND NOT EXISTS (
         SELECT FROM article_versions v WHERE v.article_id = f.article_id AND f.id = ANY(v.attachment_ids))`,
      [articleIds],
    );
  }

  async find(articleId: string, id: string): Promise<HeldAttachment | undefined> {
    const { rows } = await this.pool.query<HeldAttachment>(
      `SELECT f.id, f.name, f.content_type AS "contentType", f.size, f.sha256, f.content,
              a.agency_code AS "agencyCode",
              EXISTS (SELECT FROM article_versions v WHERE v.article_id = f.article_id
                        AND f.id = ANY(v.attachment_ids) AND v.took_effect_at IS NOT NULL) AS published
         FROM article_attachments f JOIN articles a ON a.id = f.article_id
        WHERE f.id = $2 AND f.article_id = $1`,
      [articleId, id],
    );
    return rows[0];
  }
}
