import type { MigrationInterface, QueryRunner } from 'typeorm';

export class FollowUps1700000000006 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE follow_ups (
        id uuid PRIMARY KEY,
        order_id uuid NOT NULL,
        order_number text NOT NULL,
        title text NOT NULL,
        confidential boolean NOT NULL,
        enterprise_name text NOT NULL,
        enterprise_id uuid,
        conversation_id uuid,
        handler_id uuid,
        opened_at timestamptz NOT NULL,
        closed_at timestamptz,
        claimed_by uuid,
        claimed_by_name text,
        claimed_until timestamptz,
        token_hash text UNIQUE,
        token_expires_at timestamptz,
        channel text,
        solved boolean,
        satisfied boolean,
        reason text,
        answered_at timestamptz,
        idempotency_key text
      );
      CREATE UNIQUE INDEX follow_ups_open ON follow_ups (order_id) WHERE closed_at IS NULL;
      CREATE INDEX follow_ups_to_do ON follow_ups (opened_at, id) WHERE closed_at IS NULL;
      CREATE INDEX follow_ups_claimed ON follow_ups (claimed_by, opened_at, id) WHERE closed_at IS NULL;
      CREATE INDEX follow_ups_answered ON follow_ups (answered_at, id) WHERE answered_at IS NOT NULL;

      CREATE TABLE order_facts (
        order_id uuid PRIMARY KEY,
        created_at timestamptz NOT NULL,
        matter_code text NOT NULL,
        agency_code text,
        district text NOT NULL,
        channel text NOT NULL,
        dispatched boolean NOT NULL,
        signed_in_time boolean,
        contacted boolean,
        settled_in_time boolean,
        returned boolean NOT NULL,
        extended boolean NOT NULL,
        redone boolean NOT NULL,
        solved boolean,
        satisfied boolean
      ) WITH (fillfactor = 80);
      CREATE INDEX order_facts_created ON order_facts (created_at, order_id);
      CREATE INDEX order_facts_agency ON order_facts (agency_code, created_at, order_id);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE order_facts, follow_ups');
  }
}
