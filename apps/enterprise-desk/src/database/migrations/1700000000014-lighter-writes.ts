import type { MigrationInterface, QueryRunner } from 'typeorm';

export class LighterWrites1700000000014 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP INDEX IF EXISTS order_clocks_running_id;
      ALTER TABLE outbox DROP COLUMN IF EXISTS claimed_until;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE outbox ADD COLUMN claimed_until timestamptz;
      CREATE INDEX order_clocks_running_id ON order_clocks (id) WHERE ended_at IS NULL;
    `);
  }
}
