import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Exchange1700000000005 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE handovers (
        id uuid PRIMARY KEY,
        agency_code text NOT NULL,
        kind text NOT NULL,
        order_id uuid,
        state text NOT NULL,
        payload jsonb NOT NULL,
        digest text NOT NULL,
        document jsonb,
        delivered_digest text,
        attempts integer NOT NULL DEFAULT 0,
        last_error text,
        created_at timestamptz NOT NULL,
        carried_at timestamptz NOT NULL,
        carries integer NOT NULL DEFAULT 1,
        sent_at timestamptz,
        delivered_at timestamptz,
        signed_at timestamptz,
        replied_at timestamptz,
        confirmed_at timestamptz
      );
      CREATE INDEX handovers_of_agency ON handovers (agency_code, id);
      CREATE INDEX handovers_of_agency_in_state ON handovers (agency_code, state, id);
      CREATE INDEX handovers_in_state ON handovers (state, id);
      CREATE INDEX handovers_of_order ON handovers (order_id, id);
      CREATE INDEX handovers_created ON handovers (created_at);

      CREATE TABLE reconciliations (
        id uuid PRIMARY KEY,
        agency_code text NOT NULL,
        started_at timestamptz NOT NULL,
        compared integer NOT NULL,
        confirmed integer NOT NULL,
        missing integer NOT NULL,
        different integer NOT NULL,
        stale integer NOT NULL,
        problem text
      );
      CREATE INDEX reconciliations_of_agency ON reconciliations (agency_code, id);

      CREATE TABLE agency_deliveries (
        agency_code text NOT NULL,
        delivery_id text NOT NULL,
        signed_at timestamptz NOT NULL,
        digest text NOT NULL,
        received_at timestamptz NOT NULL,
        PRIMARY KEY (agency_code, delivery_id)
      );
      CREATE INDEX agency_deliveries_received ON agency_deliveries (received_at);

      CREATE TABLE agency_keys (
        id uuid PRIMARY KEY,
        agency_code text NOT NULL,
        name text NOT NULL,
        scopes text[] NOT NULL,
        hash text NOT NULL UNIQUE,
        ending text NOT NULL,
        created_by uuid NOT NULL,
        created_at timestamptz NOT NULL,
        last_used_at timestamptz,
        expires_at timestamptz,
        revoked_at timestamptz
      );
      CREATE INDEX agency_keys_of_agency ON agency_keys (agency_code, id);

      CREATE TABLE expert_invitations (
        id uuid PRIMARY KEY,
        conversation_id uuid NOT NULL,
        agency_code text NOT NULL,
        expert_id uuid NOT NULL,
        expert_name text NOT NULL,
        created_at timestamptz NOT NULL,
        expires_at timestamptz NOT NULL,
        answer text,
        answered_at timestamptz
      );
      CREATE INDEX expert_invitations_created ON expert_invitations (created_at);

      CREATE TABLE attachments (
        id uuid PRIMARY KEY,
        agency_code text NOT NULL,
        name text NOT NULL,
        media_type text NOT NULL,
        bytes integer NOT NULL,
        digest text NOT NULL,
        content bytea NOT NULL,
        uploaded_by uuid NOT NULL,
        idempotency_key text NOT NULL,
        created_at timestamptz NOT NULL,
        UNIQUE (uploaded_by, idempotency_key)
      );
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(
      'DROP TABLE attachments, expert_invitations, agency_keys, agency_deliveries, reconciliations, handovers',
    );
  }
}
