import type { MigrationInterface, QueryRunner } from 'typeorm';

export class DispatchEntryKeys1700000000034 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE dispatch_entries ADD COLUMN created_by_id uuid, ADD COLUMN idempotency_key text,
        ADD CONSTRAINT dispatch_entries_once UNIQUE (created_by_id, idempotency_key);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE dispatch_entries DROP COLUMN created_by_id, DROP COLUMN idempotency_key');
  }
}
