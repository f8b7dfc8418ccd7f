import type { MigrationInterface, QueryRunner } from 'typeorm';

export class WorkOrders1700000000003 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE work_orders (
        id uuid PRIMARY KEY,
        number text NOT NULL UNIQUE,
        version integer NOT NULL,
        status text NOT NULL,
        suspended boolean NOT NULL DEFAULT false,
        kind text NOT NULL,
        urgency text NOT NULL,
        channel text NOT NULL,
        confidential boolean NOT NULL DEFAULT false,
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
        repeats integer NOT NULL DEFAULT 1,
        returns integer NOT NULL DEFAULT 0,
        redos integer NOT NULL DEFAULT 0,
        supervision text,
        handler_id uuid,
        created_at timestamptz NOT NULL,
        updated_at timestamptz NOT NULL
      );
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE work_orders');
  }
}
