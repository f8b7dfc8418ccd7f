import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CoHandledByStatus1700000000007 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE order_agencies ADD COLUMN order_status text;
      UPDATE order_agencies a SET order_status = w.status FROM work_orders w
       WHERE a.part = 'co-handler' AND w.id = a.order_id;
      CREATE INDEX order_agencies_co_handler_status ON order_agencies (agency_code, order_status, order_id DESC)
        WHERE part = 'co-handler';

      -- A row is claimed before it is carried: with room beside it that touches no index.
      ALTER TABLE outbox SET (fillfactor = 60);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE outbox RESET (fillfactor);
      ALTER TABLE order_agencies DROP COLUMN order_status;
    `);
  }
}
