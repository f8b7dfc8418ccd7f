import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What there was until now was live as soon as it was saved: the newest version holds, the others did. When it was quoted
 * is not known: older quotes bear the time of the migration.
 */
export class ArticleLifecycle1700000000001 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE articles
        ALTER COLUMN version DROP NOT NULL,
        ADD COLUMN agency_code text,
        ADD COLUMN latest integer,
        ADD COLUMN revision integer NOT NULL DEFAULT 1,
        ADD COLUMN attention_at timestamptz;
      UPDATE articles SET agency_code = split_part(matter_code, '-', 1), latest = version;
      ALTER TABLE articles ALTER COLUMN agency_code SET NOT NULL, ALTER COLUMN latest SET NOT NULL;
      CREATE INDEX articles_of_agency ON articles (agency_code, matter_code, number);
      CREATE INDEX articles_attention ON articles (attention_at, id) WHERE attention_at IS NOT NULL;
      CREATE INDEX articles_attention_of_agency ON articles (agency_code, attention_at, id)
        WHERE attention_at IS NOT NULL;

      ALTER TABLE article_versions
        ADD COLUMN status text NOT NULL DEFAULT 'superseded',
        ADD COLUMN agency_code text,
        ADD COLUMN wording integer,
        ADD COLUMN english_of integer,
        ADD COLUMN sources jsonb NOT NULL DEFAULT '[]',
        ADD COLUMN attachment_ids uuid[] NOT NULL DEFAULT '{}',
        ADD COLUMN authors uuid[] NOT NULL DEFAULT '{}',
        ADD COLUMN saved_by_name text,
        ADD COLUMN effective_from timestamptz,
        ADD COLUMN took_effect_at timestamptz,
        ADD COLUMN expires_at timestamptz,
        ADD COLUMN review_by timestamptz,
        ADD COLUMN due_at timestamptz;
      UPDATE article_versions v SET
          status = CASE WHEN v.version = a.version THEN 'effective' ELSE 'superseded' END,
          agency_code = a.agency_code,
          authors = CASE WHEN v.saved_by IS NULL THEN '{}'::uuid[] ELSE ARRAY[v.saved_by] END,
          effective_from = v.saved_at,
          took_effect_at = v.saved_at
        FROM articles a WHERE a.id = v.article_id;
      UPDATE article_versions v SET wording = n.wording, english_of = n.wording
        FROM (SELECT article_id, version, count(*) FILTER (WHERE changed) OVER (PARTITION BY article_id ORDER BY version)
                     AS wording
                FROM (SELECT article_id, version,
                             (title ->> 'zh', body ->> 'zh') IS DISTINCT FROM lag((title ->> 'zh', body ->> 'zh'))
                               OVER (PARTITION BY article_id ORDER BY version) AS changed
                        FROM article_versions) steps) n
        WHERE (n.article_id, n.version) = (v.article_id, v.version);
      ALTER TABLE article_versions
        ALTER COLUMN status DROP DEFAULT,
        ALTER COLUMN agency_code SET NOT NULL,
        ALTER COLUMN wording SET NOT NULL,
        ALTER COLUMN english_of SET NOT NULL;
      CREATE UNIQUE INDEX article_versions_one_draft ON article_versions (article_id) WHERE status = 'draft';
      CREATE UNIQUE INDEX article_versions_one_effective ON article_versions (article_id) WHERE status = 'effective';
      CREATE INDEX article_versions_due ON article_versions (due_at) WHERE due_at IS NOT NULL;
      CREATE INDEX article_versions_work ON article_versions (status, saved_at, article_id, version)
        WHERE status IN ('draft', 'in-review', 'approved', 'scheduled');
      CREATE INDEX article_versions_work_of_agency
        ON article_versions (agency_code, status, saved_at, article_id, version)
        WHERE status IN ('draft', 'in-review', 'approved', 'scheduled');
      CREATE INDEX article_versions_title ON article_versions (md5(title ->> 'zh'));

      CREATE TABLE article_history (
        id bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
        article_id uuid NOT NULL,
        version integer NOT NULL,
        action text NOT NULL,
        from_status text,
        to_status text NOT NULL,
        at timestamptz NOT NULL,
        actor_id uuid,
        actor_name text,
        reason text,
        idempotency_key text
      );
      CREATE INDEX article_history_of_article ON article_history (article_id, id);
      CREATE UNIQUE INDEX article_history_once ON article_history (actor_id, idempotency_key);
      INSERT INTO article_history (article_id, version, action, to_status, at, actor_id, idempotency_key)
        SELECT article_id, version, 'save', 'effective', saved_at, saved_by, idempotency_key
          FROM article_versions ORDER BY saved_at, article_id, version;

      ALTER TABLE article_quotes
        ADD COLUMN kind text NOT NULL DEFAULT 'message',
        ADD COLUMN quoted_at timestamptz NOT NULL DEFAULT now();
      DROP INDEX article_quotes_of_version;
      CREATE INDEX article_quotes_of_version ON article_quotes (article_id, version, conversation_id, sequence);
      CREATE INDEX article_quotes_of_article
        ON article_quotes (article_id, conversation_id, sequence) INCLUDE (version);

      CREATE TABLE article_attachments (
        id uuid PRIMARY KEY,
        article_id uuid NOT NULL,
        name text NOT NULL,
        content_type text NOT NULL,
        size integer NOT NULL,
        sha256 text NOT NULL,
        content bytea NOT NULL,
        added_at timestamptz NOT NULL,
        added_by uuid NOT NULL
      );
      CREATE INDEX article_attachments_of_article ON article_attachments (article_id);
    `);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Versions that never held cannot be shown by what came before.'));
  }
}
