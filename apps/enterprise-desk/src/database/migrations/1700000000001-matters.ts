import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Matters1700000000001 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE agencies (
        code text PRIMARY KEY,
        name jsonb NOT NULL
      );

      CREATE TABLE matters (
        code text PRIMARY KEY,
        agency_code text NOT NULL,
        version integer NOT NULL,
        verified boolean NOT NULL,
        name jsonb NOT NULL,
        search_terms text NOT NULL,
        updated_at timestamptz NOT NULL,
        retired_at timestamptz
      );

      CREATE TABLE matter_versions (
        matter_code text NOT NULL,
        version integer NOT NULL,
        guide jsonb NOT NULL,
        created_at timestamptz NOT NULL,
        PRIMARY KEY (matter_code, version)
      );
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE matter_versions, matters, agencies');
  }
}
