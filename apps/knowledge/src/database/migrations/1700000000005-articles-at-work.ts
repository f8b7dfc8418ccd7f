import type { MigrationInterface, QueryRunner } from 'typeorm';

export class ArticlesAtWork1700000000005 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE INDEX suggestions_asked_newest ON suggestions (asked_at, conversation_id) WHERE asked_at IS NOT NULL;
      CREATE INDEX suggestions_asked_of_matter ON suggestions (matter_code, asked_at, conversation_id)
        WHERE asked_at IS NOT NULL;
      CREATE INDEX suggestions_bot_offered ON suggestions (asked_at, conversation_id)
        WHERE asked_at IS NOT NULL AND bot_offered;
      DROP INDEX suggestions_asked;

      CREATE INDEX gaps_asked_newest ON gaps (last_asked_at, id);
      CREATE INDEX gaps_asked_of_matter ON gaps (matter_code, last_asked_at, id);
      DROP INDEX gaps_asked;

      CREATE INDEX articles_reviews ON articles ((coalesce(attention_at, 'infinity')), id) WHERE version IS NOT NULL;
      CREATE INDEX articles_reviews_of_matter
        ON articles (matter_code, (coalesce(attention_at, 'infinity')), id) INCLUDE (attention_at, version)
        WHERE version IS NOT NULL;

      CREATE TABLE article_quote_counts (
        article_id uuid NOT NULL,
        version integer NOT NULL,
        quoted integer NOT NULL,
        PRIMARY KEY (article_id, version)
      ) WITH (fillfactor = 80);
      INSERT INTO article_quote_counts SELECT article_id, version, count(*) FROM article_quotes GROUP BY article_id, version;

      ALTER TABLE article_versions ADD COLUMN texts jsonb NOT NULL DEFAULT '[]';

      CREATE TABLE staged_files (
        staged_by uuid NOT NULL,
        sha256 text NOT NULL,
        content_type text NOT NULL,
        size integer NOT NULL,
        content bytea NOT NULL,
        staged_at timestamptz NOT NULL,
        PRIMARY KEY (staged_by, sha256)
      );
      CREATE INDEX staged_files_oldest ON staged_files (staged_at);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE article_versions DROP COLUMN texts;
      DROP TABLE staged_files, article_quote_counts;
      DROP INDEX articles_reviews, articles_reviews_of_matter;
      CREATE INDEX gaps_asked ON gaps (last_asked_at);
      DROP INDEX gaps_asked_newest, gaps_asked_of_matter;
      CREATE INDEX suggestions_asked ON suggestions (asked_at) WHERE asked_at IS NOT NULL;
      DROP INDEX suggestions_asked_newest, suggestions_asked_of_matter, suggestions_bot_offered;
    `);
  }
}
