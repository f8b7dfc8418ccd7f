import type { MigrationInterface, QueryRunner } from 'typeorm';

export class OrderClocks1700000000004 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE order_clocks (
        id uuid PRIMARY KEY,
        order_id uuid NOT NULL,
        agency_code text NOT NULL,
        kind text NOT NULL,
        policy_version integer NOT NULL,
        second boolean NOT NULL,
        hours text NOT NULL,
        amount jsonb NOT NULL,
        steps jsonb NOT NULL DEFAULT '[]',
        started_at timestamptz NOT NULL,
        due_at timestamptz NOT NULL,
        yellow_at timestamptz NOT NULL,
        first_due_at timestamptz,
        provisional boolean NOT NULL,
        paused_at timestamptz,
        ended_at timestamptz,
        dropped boolean NOT NULL DEFAULT false,
        light text,
        level integer NOT NULL DEFAULT 0
      );
      CREATE INDEX order_clocks_of_order ON order_clocks (order_id);
      CREATE UNIQUE INDEX order_clocks_running ON order_clocks (order_id, agency_code, kind) WHERE ended_at IS NULL;
      CREATE INDEX order_clocks_running_due ON order_clocks (due_at, id) WHERE ended_at IS NULL;
      CREATE INDEX order_clocks_running_lit ON order_clocks (light, due_at, id) WHERE ended_at IS NULL AND light IS NOT NULL;
      CREATE INDEX order_clocks_running_agency ON order_clocks (agency_code, due_at, id) WHERE ended_at IS NULL;
      CREATE INDEX order_clocks_running_id ON order_clocks (id) WHERE ended_at IS NULL;

      CREATE TABLE clock_policies (
        version integer PRIMARY KEY,
        policy jsonb NOT NULL,
        reason text NOT NULL,
        set_by text NOT NULL,
        set_at timestamptz NOT NULL,
        revision_id uuid
      );

      CREATE TABLE calendar_years (
        year integer PRIMARY KEY,
        holidays text[] NOT NULL,
        make_up_days text[] NOT NULL,
        published boolean NOT NULL,
        set_by text NOT NULL,
        set_at timestamptz NOT NULL,
        revision_id uuid NOT NULL
      );

      CREATE TABLE clock_revisions (
        id uuid PRIMARY KEY,
        cause text NOT NULL,
        of integer NOT NULL,
        after_clock uuid,
        examined integer NOT NULL DEFAULT 0,
        altered integer NOT NULL DEFAULT 0,
        started_at timestamptz NOT NULL,
        finished_at timestamptz
      );

      CREATE TABLE clock_alterations (
        revision_id uuid NOT NULL,
        clock_id uuid NOT NULL,
        order_id uuid NOT NULL,
        kind text NOT NULL,
        agency_code text NOT NULL,
        old_due_at timestamptz NOT NULL,
        new_due_at timestamptz NOT NULL,
        provisional boolean NOT NULL,
        PRIMARY KEY (revision_id, clock_id)
      );

      CREATE TABLE order_supervisions (
        id uuid PRIMARY KEY,
        order_id uuid NOT NULL,
        clock_id uuid NOT NULL,
        kind text NOT NULL,
        agency_code text NOT NULL,
        light text NOT NULL,
        to_level text NOT NULL,
        due_at timestamptz NOT NULL,
        at timestamptz NOT NULL
      );
      CREATE INDEX order_supervisions_at ON order_supervisions (at, id);
      CREATE INDEX order_supervisions_of_order ON order_supervisions (order_id, at, id);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(
      'DROP TABLE order_supervisions, clock_alterations, clock_revisions, calendar_years, clock_policies, order_clocks',
    );
  }
}
