import { Injectable } from '@nestjs/common';
import type { BilingualText } from '#contracts';
import { Pool } from '#database';

export interface Wording {
  id: string;
  title: BilingualText;
  body: BilingualText;
}

@Injectable()
export class SearchRepository {
  constructor(private readonly pool: Pool) {}

  async wordings(hits: readonly { id: string; version: number }[]): Promise<Wording[]> {
    const { rows } = await this.pool.query<Wording>({
      name: 'search-wordings',
      text: `SELECT v.article_id AS id, v.title, v.body
               FROM unnest($1::uuid[], $2::integer[]) AS h (id, version)
               JOIN article_versions v ON v.article_id = h.id AND v.version = h.version`,
      values: [hits.map(({ id }) => id), hits.map(({ version }) => version)],
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
}
