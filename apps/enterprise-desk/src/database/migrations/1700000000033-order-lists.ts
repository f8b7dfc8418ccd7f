import type { MigrationInterface, QueryRunner } from 'typeorm';

/** An agency that had an order finds it while it is heard about it; what is closed is supervised no more. */
export class OrderLists1700000000033 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      UPDATE order_agencies a SET order_status = w.status FROM work_orders w WHERE a.part = 'former' AND w.id = a.order_id;
      CREATE INDEX order_agencies_heard ON order_agencies (agency_code, order_id DESC)
        WHERE part = 'former' AND order_status = 'adjudicating';
      UPDATE work_orders SET supervision = NULL
       WHERE supervision IS NOT NULL AND status IN ('settled', 'archived', 'declined', 'merged', 'withdrawn');
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP INDEX order_agencies_heard;
      UPDATE order_agencies SET order_status = NULL WHERE part = 'former';
    `);
  }
}
