import { INBOX_TABLE } from '#outbox';
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Knowledge1700000000000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(INBOX_TABLE);
    await db.query(`
      CREATE TABLE articles (
        id uuid PRIMARY KEY,
        number integer NOT NULL GENERATED ALWAYS AS IDENTITY,
        matter_code text NOT NULL,
        kind text NOT NULL,
        version integer NOT NULL
      );
      CREATE UNIQUE INDEX articles_order ON articles (matter_code, number);

      CREATE TABLE article_versions (
        article_id uuid NOT NULL,
        version integer NOT NULL,
        title jsonb NOT NULL,
        body jsonb NOT NULL,
        saved_at timestamptz NOT NULL,
        saved_by uuid,
        idempotency_key text,
        PRIMARY KEY (article_id, version)
      );
      CREATE UNIQUE INDEX article_versions_once ON article_versions (saved_by, idempotency_key);

      CREATE TABLE article_quotes (
        conversation_id uuid NOT NULL,
        sequence integer NOT NULL,
        article_id uuid NOT NULL,
        version integer NOT NULL,
        PRIMARY KEY (conversation_id, sequence)
      );
      CREATE INDEX article_quotes_of_version ON article_quotes (article_id, version);
    `);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('The first migration is not undone: drop the schema instead.'));
  }
}
