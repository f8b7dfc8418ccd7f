import { Injectable } from '@nestjs/common';
import type { ArticleKind, BilingualText } from '#contracts';
import { Pool } from '#database';
import { ASKING_WEIGHT } from './query';
import type { Candidate } from './ranking';
import { SHORTLIST } from './shortlist';
import type { SpellingKeys, VocabularyWord } from './spelling';

/** What narrows a search. */
export interface SearchFilter {
  matterCode?: string;
  agencyCode?: string;
  kind?: ArticleKind;
}

export interface FoundCandidate extends Candidate {
  version: number;
  kind: ArticleKind;
  signature: number[];
}

export interface Wording {
  id: string;
  title: BilingualText;
  body: BilingualText;
}

export interface Statistics {
  documents: number;
  /** In how many documents the most common terms are. */
  common: ReadonlyMap<string, number>;
}

/** Rows of a term that are looked at; a more common one says little and is helped by the title's. */
const MOST_ROWS = 1_000;
const MOST_WORDS = 200;

/** The filters of the request, where it has any. */
const WANTED = `($5::text IS NULL OR matter_code = $5) AND ($6::text IS NULL OR agency_code = $6)
           AND ($7::text IS NULL OR kind = $7)`;

const LOOKUP = `
  WITH query AS (SELECT * FROM unnest($1::text[], $2::float8[], $3::integer[]) AS q (term, weight, known)),
  hit AS MATERIALIZED (
    SELECT q.term, d.article_id, d.length
      FROM query q CROSS JOIN LATERAL (
        SELECT article_id, length FROM search_documents
         WHERE terms @> ARRAY[q.term]
           AND ${WANTED}
         LIMIT ${MOST_ROWS}) d
     WHERE q.known <= ${MOST_ROWS}
  ),
  title_hit AS MATERIALIZED (
    SELECT q.term, d.article_id, d.length
      FROM query q CROSS JOIN LATERAL (
        SELECT article_id, length FROM search_documents
         WHERE title_terms @> ARRAY[q.term]
           AND ${WANTED}
         LIMIT ${MOST_ROWS}) d
  ),
  term AS (
    SELECT q.term, q.weight, greatest(q.known, count(h.article_id))::float8 AS holders
      FROM query q LEFT JOIN hit h ON h.term = q.term GROUP BY q.term, q.weight, q.known
  ),
  weighed AS (
    SELECT term, weight * ln(1 + (greatest($4::float8, holders) - holders + 0.5::float8) / (holders + 0.5::float8)) AS weight
      FROM term
  ),
  summed AS (
    SELECT article_id, sum(w.weight) / sqrt(50 + h.length::float8) AS score
      FROM (SELECT term, article_id, length FROM hit UNION ALL SELECT term, article_id, length FROM title_hit) h
      JOIN weighed w USING (term)
     GROUP BY article_id, h.length ORDER BY score DESC, article_id LIMIT ${SHORTLIST}
  )
  SELECT (SELECT jsonb_object_agg(term, holders) FROM term) AS holders,
         (SELECT array_agg(article_id) FROM summed) AS ids`;

/** Without the terms of what only makes it a question, unless there are no others. */
function telling(terms: ReadonlyMap<string, number>): string[] {
  const names = [...terms.keys()];
  const subject = names.filter((term) => (terms.get(term) ?? 0) > ASKING_WEIGHT);
  return subject.length > 0 ? subject : names;
}

@Injectable()
export class SearchRepository {
  constructor(private readonly pool: Pool) {}

  /** The articles with the most of the terms, and in how many articles each term is. */
  async shortlist(
    terms: ReadonlyMap<string, number>,
    statistics: Statistics,
    { matterCode, agencyCode, kind }: SearchFilter,
  ): Promise<{ ids: string[]; holders: Record<string, number> }> {
    const names = telling(terms);
    const known = names.map((term) => statistics.common.get(term) ?? 0);
    const { rows } = await this.pool.query<{ ids: string[] | null; holders: Record<string, number> | null }>({
      name: 'search-lookup',
      text: LOOKUP,
      values: [
        names,
        names.map((term) => terms.get(term) ?? 0),
        known,
        statistics.documents,
        matterCode,
        agencyCode,
        kind,
      ],
    });
    return { ids: rows[0]?.ids ?? [], holders: rows[0]?.holders ?? {} };
  }

  async candidates(ids: readonly string[]): Promise<FoundCandidate[]> {
    const { rows } = await this.pool.query<FoundCandidate>({
      name: 'search-candidates',
      text: `SELECT article_id AS id, version, matter_code AS "matterCode", agency_code AS "agencyCode", kind, title,
                    text, context, signature, effective_at AS "effectiveAt", helpful, unhelpful
               FROM search_documents WHERE article_id = ANY($1)`,
      values: [ids],
    });
    return rows;
  }

  async wordings(hits: readonly { id: string; version: number }[]): Promise<Wording[]> {
    const { rows } = await this.pool.query<Wording>(
      `SELECT v.article_id AS id, v.title, v.body
         FROM unnest($1::uuid[], $2::integer[]) AS h (id, version)
         JOIN article_versions v ON v.article_id = h.id AND v.version = h.version`,
      [hits.map(({ id }) => id), hits.map(({ version }) => version)],
    );
    return rows;
  }

  /** Words that may be meant by what is spelt wrong. */
  async vocabulary({ words, readings, initials, skeletons }: SpellingKeys): Promise<VocabularyWord[]> {
    const { rows } = await this.pool.query<VocabularyWord>({
      name: 'search-vocabulary',
      text: `SELECT * FROM (
               SELECT word, reading, initials, skeletons FROM search_words WHERE word = ANY($1)
               UNION SELECT word, reading, initials, skeletons FROM search_words WHERE reading = ANY($2)
               UNION SELECT word, reading, initials, skeletons FROM search_words WHERE initials = ANY($3)
               UNION SELECT word, reading, initials, skeletons FROM search_words WHERE skeletons && $4
             ) w ORDER BY word LIMIT ${MOST_WORDS}`,
      values: [words, readings, initials, skeletons],
    });
    return rows;
  }

  /** Words that begin so, or whose pinyin or initials do; shortest first. */
  async completions(prefix: string, limit: number): Promise<string[]> {
    const end = `${prefix}\uffff`;
    const { rows } = await this.pool.query<{ word: string }>({
      name: 'search-completions',
      text: `SELECT word FROM (
               (SELECT word FROM search_words WHERE word >= $1 AND word < $2 ORDER BY word LIMIT 50)
               UNION (SELECT word FROM search_words WHERE reading >= $1 AND reading < $2 ORDER BY reading LIMIT 50)
               UNION (SELECT word FROM search_words WHERE initials >= $1 AND initials < $2 ORDER BY initials LIMIT 50)
             ) w ORDER BY length(word), word LIMIT $3`,
      values: [prefix, end, limit],
    });
    return rows.map(({ word }) => word);
  }

  /** How many documents there are, and what ANALYZE knows of their terms. */
  async statistics(): Promise<Statistics> {
    const { rows } = await this.pool.query<{
      documents: number;
      terms: string[] | null;
      shares: number[] | null;
    }>(
      `SELECT greatest((SELECT reltuples FROM pg_class WHERE oid = 'search_documents'::regclass),
                       (SELECT count(*) FROM (SELECT FROM search_documents LIMIT 1000) few))::float8 AS documents,
              s.most_common_elems::text::text[] AS terms, s.most_common_elem_freqs AS shares
         FROM (SELECT 1) one LEFT JOIN pg_stats s
           ON s.schemaname = current_schema() AND s.tablename = 'search_documents' AND s.attname = 'terms'`,
    );
    const { documents, terms, shares } = rows[0] ?? { documents: 0, terms: null, shares: null };
    const common = (terms ?? []).map((term, index): [string, number] => [
      term,
      Math.round((shares?.[index] ?? 0) * documents),
    ]);
    return { documents, common: new Map(common.filter(([, count]) => count > MOST_ROWS)) };
  }
}
