import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Waiting1700000000010 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE conversations ADD COLUMN waiting_after integer NOT NULL DEFAULT 0;
      UPDATE conversations SET waiting_after = last_sequence
       WHERE status IN ('waiting', 'active', 'deferred') AND first_replied_at IS NOT NULL;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE conversations DROP COLUMN waiting_after');
  }
}
