import type { MigrationInterface, QueryRunner } from 'typeorm';

export class OrderCare1700000000009 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE deferred_requests ADD COLUMN order_id uuid;
      UPDATE deferred_requests d SET order_id = h.order_id FROM order_history h
        WHERE d.taken_at IS NOT NULL AND h.actor_key = 'desk:' AND h.idempotency_key = 'deferred:' || d.id;

      CREATE INDEX follow_ups_order ON follow_ups (order_id);

      CREATE TABLE gateway_leases (
        gateway_id uuid PRIMARY KEY,
        waiting uuid[] NOT NULL
      );
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP TABLE gateway_leases;
      DROP INDEX follow_ups_order;
      ALTER TABLE deferred_requests DROP COLUMN order_id;
    `);
  }
}
