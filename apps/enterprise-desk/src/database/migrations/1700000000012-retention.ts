import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Retention1700000000012 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE conversations ADD COLUMN forgotten_at timestamptz;
      CREATE INDEX conversations_to_forget ON conversations (ended_at, id)
        WHERE forgotten_at IS NULL OR forgotten_at < ended_at;

      ALTER TABLE work_orders ADD COLUMN forgotten_at timestamptz;
      CREATE INDEX work_orders_to_forget ON work_orders (id)
        WHERE forgotten_at IS NULL AND status IN ('settled', 'archived', 'declined', 'merged', 'withdrawn');

      ALTER TABLE representatives ADD COLUMN seen_at timestamptz NOT NULL DEFAULT now(),
                                  ADD COLUMN forgotten_at timestamptz;
      CREATE INDEX representatives_to_forget ON representatives (seen_at, id) WHERE forgotten_at IS NULL;

      CREATE TABLE personal_erasures (
        id uuid PRIMARY KEY,
        at timestamptz NOT NULL,
        subject text NOT NULL,
        subject_id uuid NOT NULL,
        actor_id uuid NOT NULL,
        actor_name text NOT NULL,
        reason text NOT NULL,
        conversations integer NOT NULL,
        orders integer NOT NULL,
        idempotency_key text NOT NULL,
        UNIQUE (actor_id, idempotency_key)
      );
      CREATE INDEX personal_erasures_subject ON personal_erasures (subject_id, id DESC);
      CREATE TRIGGER only_added_to BEFORE UPDATE OR DELETE OR TRUNCATE ON personal_erasures
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP TABLE personal_erasures;
      ALTER TABLE representatives DROP COLUMN forgotten_at, DROP COLUMN seen_at;
      ALTER TABLE work_orders DROP COLUMN forgotten_at;
      ALTER TABLE conversations DROP COLUMN forgotten_at;
    `);
  }
}
