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

      CREATE TABLE personal_accesses (
        id uuid PRIMARY KEY,
        at timestamptz NOT NULL,
        subject text NOT NULL,
        subject_id uuid NOT NULL,
        actor_id uuid NOT NULL,
        actor_name text NOT NULL,
        role text NOT NULL,
        agency_code text,
        reason text NOT NULL
      );
      CREATE INDEX personal_accesses_subject ON personal_accesses (subject_id, id DESC);
      CREATE INDEX personal_accesses_actor ON personal_accesses (actor_id, id DESC);
      CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION '% is only added to', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege'; END $$;
      CREATE TRIGGER only_added_to BEFORE UPDATE OR DELETE OR TRUNCATE ON personal_accesses
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP TABLE personal_accesses;
      DROP FUNCTION refuse_change;
      DROP TABLE gateway_leases;
      DROP INDEX follow_ups_order;
      ALTER TABLE deferred_requests DROP COLUMN order_id;
    `);
  }
}
