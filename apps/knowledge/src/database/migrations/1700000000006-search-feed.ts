import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The services hold the index in memory and follow what changes: `change` is the transaction that wrote a row last. */
export class SearchFeed1700000000006 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP INDEX search_documents_terms, search_documents_title_terms, search_words_by_skeleton;
      ALTER TABLE search_words DROP COLUMN skeletons,
        ADD COLUMN change xid8 NOT NULL DEFAULT pg_current_xact_id();
      CREATE INDEX search_words_by_change ON search_words (change, word);
      ALTER TABLE search_documents DROP COLUMN length,
        ADD COLUMN removed boolean NOT NULL DEFAULT false,
        ADD COLUMN change xid8 NOT NULL DEFAULT pg_current_xact_id();
      CREATE INDEX search_documents_by_change ON search_documents (change, article_id);

      CREATE FUNCTION note_search_change() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          NEW.change := pg_current_xact_id();
          RETURN NEW;
        END $$;
      CREATE TRIGGER note_change BEFORE UPDATE ON search_documents
        FOR EACH ROW EXECUTE FUNCTION note_search_change();
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP TRIGGER note_change ON search_documents;
      DROP FUNCTION note_search_change();
      DELETE FROM search_documents WHERE removed;
      ALTER TABLE search_documents DROP COLUMN removed, DROP COLUMN change, ADD COLUMN length integer NOT NULL DEFAULT 0;
      UPDATE search_documents SET length = char_length(text);
      ALTER TABLE search_words DROP COLUMN change, ADD COLUMN skeletons text[] NOT NULL DEFAULT '{}';
      CREATE INDEX search_documents_terms ON search_documents USING gin (terms) WITH (fastupdate = off);
      CREATE INDEX search_documents_title_terms ON search_documents USING gin (title_terms) WITH (fastupdate = off);
      CREATE INDEX search_words_by_skeleton ON search_words USING gin (skeletons) WITH (fastupdate = off);
    `);
  }
}
