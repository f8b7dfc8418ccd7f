import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Embeddings1700000000004 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    // Numbers that are as good as random do not compress: EXTERNAL spares the attempt.
    await db.query(`
      CREATE TABLE article_embeddings (
        article_id uuid NOT NULL,
        model text NOT NULL,
        language text NOT NULL,
        version integer NOT NULL,
        digest bytea NOT NULL,
        vector bytea NOT NULL,
        embedded_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (article_id, model, language)
      );
      ALTER TABLE article_embeddings ALTER COLUMN vector SET STORAGE EXTERNAL;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE article_embeddings');
  }
}
