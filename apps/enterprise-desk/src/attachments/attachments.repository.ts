import { Injectable } from '@nestjs/common';
import type { Transaction } from '#database';
import { DataSource } from 'typeorm';
import { AttachmentOrder } from './attachment-order.entity';
import { Attachment } from './attachment.entity';

@Injectable()
export class AttachmentsRepository {
  constructor(private readonly dataSource: DataSource) {}

  async add(tx: Transaction, attachment: Attachment): Promise<void> {
    await tx.createQueryBuilder().insert().into(Attachment).values(attachment).orIgnore().execute();
  }

  getByKey(tx: Transaction, uploadedBy: string, idempotencyKey: string): Promise<Attachment> {
    return tx.findOneByOrFail(Attachment, { uploadedBy, idempotencyKey });
  }

  findWithContent(id: string): Promise<Attachment | null> {
    return this.dataSource.manager
      .createQueryBuilder(Attachment, 'a')
      .addSelect('a.content')
      .where({ id })
      .getOne();
  }

  /** @returns how many of them are there and the agency's. */
  async markSent(
    tx: Transaction,
    { agencyCode, orderId }: { agencyCode: string; orderId: string },
    ids: readonly string[],
    now: Date,
  ): Promise<number> {
    const sent = await tx.query<unknown[]>(
      `WITH sent AS (
         UPDATE attachments SET sent_at = coalesce(sent_at, $3) WHERE agency_code = $1 AND id = ANY($2) RETURNING id
       ), kept AS (
         INSERT INTO attachment_orders (attachment_id, order_id) SELECT id, $4 FROM sent ON CONFLICT DO NOTHING
       ) SELECT id FROM sent`,
      [agencyCode, ids, now, orderId],
    );
    return sent.length;
  }

  /** The orders with which it went. */
  async ordersOf(attachmentId: string): Promise<string[]> {
    const rows = await this.dataSource.manager.findBy(AttachmentOrder, { attachmentId });
    return rows.map(({ orderId }) => orderId);
  }

  /** The oldest first; one that is being sent is left. @returns how many. */
  async deleteUnsent(tx: Transaction, before: Date, limit: number): Promise<number> {
    const [, count] = await tx.query<[unknown, number]>(
      `DELETE FROM attachments WHERE id IN (
         SELECT id FROM attachments WHERE sent_at IS NULL AND created_at < $1
          ORDER BY created_at LIMIT $2 FOR UPDATE SKIP LOCKED)`,
      [before, limit],
    );
    return count;
  }
}
