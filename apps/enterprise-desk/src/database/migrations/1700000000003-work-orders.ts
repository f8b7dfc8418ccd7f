import type { MigrationInterface, QueryRunner } from 'typeorm';

export class WorkOrders1700000000003 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE work_orders (
        id uuid PRIMARY KEY,
        number text NOT NULL UNIQUE,
        version integer NOT NULL,
        status text NOT NULL,
        suspended boolean NOT NULL,
        kind text NOT NULL,
        urgency text NOT NULL,
        channel text NOT NULL,
        confidential boolean NOT NULL,
        matter_code text NOT NULL,
        district text NOT NULL,
        classification text,
        title text NOT NULL,
        description text NOT NULL,
        enterprise_name text NOT NULL,
        enterprise_id uuid,
        phone_encrypted text,
        conversation_id uuid,
        agency_code text,
        parent_id uuid,
        merged_into_id uuid,
        repeats integer NOT NULL,
        returns integer NOT NULL,
        redos integer NOT NULL,
        supervision text,
        reassigned boolean NOT NULL,
        ruled_at timestamptz,
        extension_state text,
        extension_workdays integer,
        extension_reason text,
        declined_as text,
        handler_id uuid,
        created_at timestamptz NOT NULL,
        updated_at timestamptz NOT NULL
      ) WITH (fillfactor = 80);
      CREATE INDEX work_orders_status ON work_orders (status, id DESC);
      CREATE INDEX work_orders_agency ON work_orders (agency_code, id DESC);
      CREATE INDEX work_orders_agency_status ON work_orders (agency_code, status, id DESC);
      CREATE INDEX work_orders_matter ON work_orders (matter_code, status, id DESC);
      CREATE INDEX work_orders_matter_all ON work_orders (matter_code, id DESC);
      CREATE INDEX work_orders_enterprise ON work_orders (enterprise_id, id DESC);
      CREATE INDEX work_orders_conversation ON work_orders (conversation_id, id DESC) WHERE conversation_id IS NOT NULL;
      CREATE INDEX work_orders_parent ON work_orders (parent_id, id DESC) WHERE parent_id IS NOT NULL;
      CREATE INDEX work_orders_supervision ON work_orders (supervision, id DESC) WHERE supervision IS NOT NULL;

      CREATE TABLE order_agencies (
        order_id uuid NOT NULL,
        agency_code text NOT NULL,
        part text NOT NULL,
        signed_at timestamptz,
        contacted_at timestamptz,
        replied_at timestamptz,
        PRIMARY KEY (order_id, agency_code)
      ) WITH (fillfactor = 80);
      CREATE INDEX order_agencies_co_handler ON order_agencies (agency_code, order_id DESC) WHERE part = 'co-handler';

      CREATE TABLE order_history (
        order_id uuid NOT NULL,
        sequence integer NOT NULL,
        at timestamptz NOT NULL,
        actor_kind text NOT NULL,
        actor_key text NOT NULL,
        actor_name text NOT NULL,
        agency_code text,
        action text NOT NULL,
        status text NOT NULL,
        reason text,
        text text,
        details jsonb NOT NULL,
        idempotency_key text,
        PRIMARY KEY (order_id, sequence)
      );
      CREATE UNIQUE INDEX order_history_done ON order_history (actor_key, idempotency_key)
        WHERE idempotency_key IS NOT NULL;

      CREATE TABLE order_viewers (
        order_id uuid NOT NULL,
        staff_id uuid NOT NULL,
        PRIMARY KEY (order_id, staff_id)
      );

      CREATE TABLE order_numbers (
        day date PRIMARY KEY,
        last integer NOT NULL
      );

      CREATE TABLE dispatch_entries (
        id uuid PRIMARY KEY,
        matter_code text NOT NULL,
        district text NOT NULL,
        kind text NOT NULL,
        version integer NOT NULL,
        agency_code text NOT NULL,
        state text NOT NULL,
        effective_from timestamptz NOT NULL,
        effective_to timestamptz,
        note text,
        grounds jsonb NOT NULL,
        source_order_id uuid,
        created_by text NOT NULL,
        created_at timestamptz NOT NULL,
        decided_by text,
        UNIQUE (matter_code, district, kind, version)
      );

      CREATE TABLE classifications (
        code text PRIMARY KEY,
        level integer NOT NULL,
        parent_code text,
        name text NOT NULL,
        remark text NOT NULL,
        retired_at timestamptz
      );
      CREATE INDEX classifications_children ON classifications (parent_code, code) WHERE retired_at IS NULL;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(
      'DROP TABLE work_orders, order_agencies, order_history, order_viewers, order_numbers, dispatch_entries, classifications',
    );
  }
}
