import { Injectable } from '@nestjs/common';
import { Pool, type Transaction } from '#database';
import { EmbeddingEnv } from '../knowledge.env';
import type { EmbeddedText, Wording } from './embedded-text';
import { toBytes, toVector } from './vectors';

/** Sweeps of all processes: one at a time. */
const SWEEP_LOCK = 7_243_002;
/** Articles that one statement of a sweep looks at. */
const LOOKED_AT = 1_000;
const KEEP_OTHER_MODELS = '1 day';

/** What there is of an article and language. */
export interface KnownEmbedding {
  articleId: string;
  language: string;
  version: number;
  digest: Buffer;
  dimension: number;
}

/** A step of a sweep: what it found, and where the next one goes on. */
export interface SweepPage {
  missing: string[];
  /** Null at the end. */
  last: string | null;
}

/** The vectors of what readers see, per model. */
@Injectable()
export class EmbeddingsRepository {
  private readonly model: string;

  constructor(
    private readonly pool: Pool,
    env: EmbeddingEnv,
  ) {
    this.model = env.EMBEDDING_MODEL;
  }

  /** The vectors of these versions, in each language that they have; those of another dimension say nothing. */
  async vectors(
    hits: readonly { id: string; version: number }[],
    dimension: number,
  ): Promise<Map<string, Float32Array[]>> {
    const { rows } = await this.pool.query<{ id: string; vector: Buffer }>({
      name: 'embeddings-of-hits',
      text: `SELECT e.article_id AS id, e.vector
               FROM unnest($1::uuid[], $2::integer[]) AS h (id, version)
               JOIN article_embeddings e ON e.article_id = h.id AND e.model = $3 AND e.version = h.version
              WHERE octet_length(e.vector) = $4::integer * 4`,
      values: [hits.map(({ id }) => id), hits.map(({ version }) => version), this.model, dimension],
    });
    const byArticle = Map.groupBy(rows, ({ id }) => id);
    return new Map([...byArticle].map(([id, found]) => [id, found.map(({ vector }) => toVector(vector))]));
  }

  /** What readers see of these articles. */
  async effective(articleIds: readonly string[]): Promise<Wording[]> {
    const { rows } = await this.pool.query<Wording>(
      `SELECT a.id, v.version, v.title, v.body
         FROM articles a JOIN article_versions v ON v.article_id = a.id AND v.version = a.version
        WHERE a.id = ANY($1)`,
      [articleIds],
    );
    return rows;
  }

  async known(articleIds: readonly string[]): Promise<KnownEmbedding[]> {
    const { rows } = await this.pool.query<KnownEmbedding>(
      `SELECT article_id AS "articleId", language, version, digest, octet_length(vector) / 4 AS dimension
         FROM article_embeddings WHERE article_id = ANY($1) AND model = $2`,
      [articleIds, this.model],
    );
    return rows;
  }

  /** Writes the vectors of texts that readers still see. */
  async put(
    tx: Transaction,
    texts: readonly EmbeddedText[],
    vectors: readonly Float32Array[],
  ): Promise<void> {
    await tx.query(
      `INSERT INTO article_embeddings (article_id, model, language, version, digest, vector)
       SELECT e.article_id, $1, e.language, e.version, e.digest, e.vector
         FROM unnest($2::uuid[], $3::text[], $4::integer[], $5::bytea[], $6::bytea[])
              AS e (article_id, language, version, digest, vector)
         JOIN articles a ON a.id = e.article_id AND a.version = e.version
        ORDER BY e.article_id, e.language
       ON CONFLICT (article_id, model, language) DO UPDATE SET
         version = excluded.version, digest = excluded.digest, vector = excluded.vector, embedded_at = now()`,
      [
        this.model,
        texts.map(({ articleId }) => articleId),
        texts.map(({ language }) => language),
        texts.map(({ version }) => version),
        texts.map(({ digest }) => digest),
        vectors.map(toBytes),
      ],
    );
  }

  /** What was embedded is what these texts say, too. */
  async confirm(tx: Transaction, texts: readonly EmbeddedText[]): Promise<void> {
    await tx.query(
      `UPDATE article_embeddings e SET version = t.version
         FROM unnest($2::uuid[], $3::text[], $4::integer[]) AS t (article_id, language, version)
        WHERE e.article_id = t.article_id AND e.model = $1 AND e.language = t.language`,
      [
        this.model,
        texts.map(({ articleId }) => articleId),
        texts.map(({ language }) => language),
        texts.map(({ version }) => version),
      ],
    );
  }

  /** Takes away, of these articles, what is not of the version that readers see. */
  async dropStale(tx: Transaction, articleIds: readonly string[]): Promise<void> {
    await tx.query(
      `DELETE FROM article_embeddings e
        WHERE e.article_id = ANY($1) AND e.model = $2
          AND NOT EXISTS (SELECT FROM articles a WHERE a.id = e.article_id AND a.version = e.version)`,
      [articleIds, this.model],
    );
  }

  /** Articles after an id whose Chinese, with which all languages come, has no vector of what readers see. */
  async behind(after: string, dimension: number, limit: number): Promise<SweepPage> {
    const { rows } = await this.pool.query<SweepPage>(
      `WITH page AS MATERIALIZED (
         SELECT id, version FROM articles WHERE id > $1 ORDER BY id LIMIT ${LOOKED_AT}
       ), missing AS MATERIALIZED (
         SELECT p.id FROM page p
           LEFT JOIN article_embeddings e ON e.article_id = p.id AND e.model = $2 AND e.language = 'zh'
          WHERE p.version IS NOT NULL
            AND (e.article_id IS NULL OR e.version <> p.version OR octet_length(e.vector) <> $3::integer * 4)
          ORDER BY p.id LIMIT $4
       )
       SELECT ARRAY(SELECT id FROM missing ORDER BY id) AS missing,
              CASE WHEN (SELECT count(*) FROM missing) = $4 THEN (SELECT id FROM missing ORDER BY id DESC LIMIT 1)
                   ELSE (SELECT id FROM page ORDER BY id DESC LIMIT 1) END AS last`,
      [after, this.model, dimension, limit],
    );
    return rows[0] ?? { missing: [], last: null };
  }

  /** Takes away, among the rows of articles after an id, what no reader sees and what older models have left. */
  async sweepOut(tx: Transaction, after: string): Promise<string | null> {
    const rows: { last: string | null }[] = await tx.query(
      `WITH page AS MATERIALIZED (
         SELECT e.article_id, e.model, e.language, e.embedded_at, e.version
           FROM article_embeddings e WHERE e.article_id > $1 ORDER BY e.article_id
          FETCH FIRST ${LOOKED_AT} ROWS WITH TIES
       ), dropped AS (
         DELETE FROM article_embeddings d USING page p
          WHERE d.article_id = p.article_id AND d.model = p.model AND d.language = p.language
            AND ((p.model <> $2 AND p.embedded_at < now() - interval '${KEEP_OTHER_MODELS}')
                 OR NOT EXISTS (SELECT FROM articles a WHERE a.id = p.article_id AND a.version = p.version))
       )
       SELECT article_id AS last FROM page ORDER BY article_id DESC LIMIT 1`,
      [after, this.model],
    );
    return rows[0]?.last ?? null;
  }

  /** Does the work unless another process is at it; false then. */
  async alone(work: () => Promise<void>): Promise<boolean> {
    const client = await this.pool.connect();
    // A connection that breaks is noticed at its next use; without a listener it would end the process.
    const ignore = (): void => undefined;
    client.on('error', ignore);
    let isBroken = true;
    try {
      const { rows } = await client.query<{ mine: boolean }>('SELECT pg_try_advisory_lock($1) AS mine', [
        SWEEP_LOCK,
      ]);
      if (rows[0]?.mine) {
        await work();
        await client.query('SELECT pg_advisory_unlock($1)', [SWEEP_LOCK]);
      }
      isBroken = false;
      return rows[0]?.mine === true;
    } finally {
      // A connection that may still hold the lock is ended, and the lock with it.
      client.off('error', ignore);
      client.release(isBroken);
    }
  }
}
