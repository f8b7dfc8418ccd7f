import type { MigrationInterface, QueryRunner } from 'typeorm';

export class AttachmentOrders1700000000013 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE attachment_orders (
        attachment_id uuid NOT NULL REFERENCES attachments (id) ON DELETE CASCADE,
        order_id uuid NOT NULL,
        PRIMARY KEY (attachment_id, order_id)
      );
      INSERT INTO attachment_orders (attachment_id, order_id)
        SELECT DISTINCT a.id, h.order_id
          FROM order_history h, jsonb_array_elements_text(h.details->'attachmentIds') AS sent (id)
          JOIN attachments a ON a.id::text = sent.id
         WHERE jsonb_typeof(h.details->'attachmentIds') = 'array';
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE attachment_orders');
  }
}
