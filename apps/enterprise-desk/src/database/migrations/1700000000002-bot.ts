import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Bot1700000000002 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE conversations
        ADD COLUMN bot_offered_at timestamptz,
        ADD COLUMN bot_sequence integer,
        ADD COLUMN bot_solved boolean;

      ALTER TABLE deferred_requests ADD COLUMN withdrawn_at timestamptz;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE deferred_requests DROP COLUMN withdrawn_at;
      ALTER TABLE conversations DROP COLUMN bot_offered_at, DROP COLUMN bot_sequence, DROP COLUMN bot_solved;
    `);
  }
}
