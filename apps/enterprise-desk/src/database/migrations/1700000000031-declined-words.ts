import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What was said with a decline stands beside its class; until now it stood in the history alone. */
export class DeclinedWords1700000000031 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE work_orders ADD COLUMN declined_text text;
      UPDATE work_orders w SET declined_text = h.text FROM order_history h
       WHERE w.declined_as IS NOT NULL AND h.order_id = w.id AND h.action = 'decline';
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE work_orders DROP COLUMN declined_text');
  }
}
