import type { MigrationInterface, QueryRunner } from 'typeorm';
import { DEFAULT_SYNONYMS } from '../../search/default-synonyms';

export class Search1700000000002 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE search_documents (
        article_id uuid PRIMARY KEY,
        version integer NOT NULL,
        generation integer NOT NULL,
        matter_code text NOT NULL,
        agency_code text NOT NULL,
        kind text NOT NULL,
        title text NOT NULL,
        text text NOT NULL,
        context text NOT NULL,
        length integer NOT NULL,
        terms text[] NOT NULL,
        title_terms text[] NOT NULL,
        signature integer[] NOT NULL,
        effective_at timestamptz NOT NULL,
        helpful integer NOT NULL DEFAULT 0,
        unhelpful integer NOT NULL DEFAULT 0
      );
      ALTER TABLE search_documents ALTER COLUMN terms SET STATISTICS 400;
      CREATE INDEX search_documents_terms ON search_documents USING gin (terms) WITH (fastupdate = off);
      CREATE INDEX search_documents_title_terms ON search_documents USING gin (title_terms) WITH (fastupdate = off);
      CREATE INDEX search_documents_of_matter ON search_documents (matter_code);

      CREATE TABLE search_words (
        word text COLLATE "C" PRIMARY KEY,
        reading text COLLATE "C" NOT NULL,
        initials text COLLATE "C" NOT NULL,
        skeletons text[] NOT NULL
      );
      CREATE INDEX search_words_by_reading ON search_words (reading);
      CREATE INDEX search_words_by_initials ON search_words (initials);
      CREATE INDEX search_words_by_skeleton ON search_words USING gin (skeletons) WITH (fastupdate = off);

      CREATE TABLE search_synonyms (
        word text PRIMARY KEY,
        meaning text NOT NULL,
        saved_at timestamptz NOT NULL DEFAULT now(),
        saved_by uuid
      );
    `);
    await db.query(
      'INSERT INTO search_synonyms (word, meaning) SELECT * FROM unnest($1::text[], $2::text[])',
      [Object.keys(DEFAULT_SYNONYMS), Object.values(DEFAULT_SYNONYMS)],
    );
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE search_documents, search_words, search_synonyms');
  }
}
