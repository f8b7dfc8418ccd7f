import type { MigrationInterface, QueryRunner } from 'typeorm';

export class AtWork1700000000003 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE suggestions (
        conversation_id uuid PRIMARY KEY,
        matter_code text,
        questions jsonb NOT NULL DEFAULT '[]',
        answers jsonb NOT NULL DEFAULT '[]',
        up_to integer NOT NULL DEFAULT 0,
        asked_at timestamptz,
        heard_at timestamptz NOT NULL,
        found_first boolean,
        found boolean NOT NULL DEFAULT false,
        bot_offered boolean NOT NULL DEFAULT false,
        bot_solved boolean NOT NULL DEFAULT false,
        settled_at timestamptz
      ) WITH (fillfactor = 80);
      CREATE INDEX suggestions_heard ON suggestions (heard_at);
      CREATE INDEX suggestions_unsettled ON suggestions (heard_at) WHERE settled_at IS NULL;
      CREATE INDEX suggestions_asked ON suggestions (asked_at) WHERE asked_at IS NOT NULL;

      CREATE TABLE article_feedback (
        id uuid PRIMARY KEY,
        article_id uuid NOT NULL,
        version integer NOT NULL,
        party_id uuid NOT NULL,
        source text NOT NULL,
        useful boolean NOT NULL,
        reason text,
        conversation_id uuid,
        sequence integer,
        given_at timestamptz NOT NULL
      );
      CREATE UNIQUE INDEX article_feedback_once
        ON article_feedback (article_id, version, party_id, conversation_id, sequence) NULLS NOT DISTINCT;
      CREATE INDEX article_feedback_newest ON article_feedback (article_id, given_at DESC, id DESC);

      CREATE TABLE article_feedback_counts (
        article_id uuid NOT NULL,
        version integer NOT NULL,
        useful integer NOT NULL,
        not_useful integer NOT NULL,
        PRIMARY KEY (article_id, version)
      );

      CREATE TABLE gaps (
        id uuid PRIMARY KEY,
        matter_code text NOT NULL,
        agency_code text NOT NULL,
        state text NOT NULL,
        question text NOT NULL,
        phrasings text[] NOT NULL,
        asked integer NOT NULL,
        heat double precision NOT NULL,
        first_asked_at timestamptz NOT NULL,
        last_asked_at timestamptz NOT NULL,
        article_id uuid,
        article_version integer,
        dismissed_because text,
        closed_by uuid,
        closed_at timestamptz
      ) WITH (fillfactor = 80);
      CREATE INDEX gaps_hottest ON gaps (state, heat DESC, id DESC);
      CREATE INDEX gaps_hottest_of_matter ON gaps (matter_code, state, heat DESC, id DESC);
      CREATE INDEX gaps_hottest_of_agency ON gaps (agency_code, state, heat DESC, id DESC);
      CREATE INDEX gaps_asked ON gaps (last_asked_at);

      CREATE TABLE gap_examples (
        gap_id uuid NOT NULL,
        conversation_id uuid NOT NULL,
        sequence integer NOT NULL,
        source text NOT NULL,
        text text NOT NULL,
        asked_at timestamptz NOT NULL,
        PRIMARY KEY (gap_id, conversation_id)
      );
      CREATE INDEX gap_examples_newest ON gap_examples (gap_id, asked_at DESC, conversation_id);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE gap_examples, gaps, article_feedback_counts, article_feedback, suggestions');
  }
}
