import { Injectable } from '@nestjs/common';
import { Pool } from '#database';
import type { IndexedArticle } from './inverted-index';
import type { VocabularyWord } from './spelling';

/** A row of the index as it is now; `null` of what readers no longer see. */
export interface DocumentChange {
  id: string;
  change: string;
  article: (IndexedArticle & { terms: string[]; titleTerms: string[] }) | null;
}

export interface WordChange extends VocabularyWord {
  change: string;
}

/** A place in the order of changes: a transaction, and a key within it. */
export interface Place {
  change: string;
  key: string;
}

/** Between terms where they travel as one text, which is read several times as fast as an array. */
const SEPARATOR = '\u001f';

interface DocumentRow extends IndexedArticle {
  change: string;
  removed: boolean;
  terms: string;
  titleTerms: string;
}

/** Reads what has changed in the index, by the transactions that changed it. */
@Injectable()
export class SearchFeedRepository {
  constructor(private readonly pool: Pool) {}

  /** Every transaction before it has ended: what changed before it is seen from now on. */
  async horizon(): Promise<string> {
    const { rows } = await this.pool.query<{ horizon: string }>({
      name: 'search-horizon',
      text: 'SELECT pg_snapshot_xmin(pg_current_snapshot())::text AS horizon',
    });
    return rows[0]?.horizon ?? '0';
  }

  async documents({ change, key }: Place, limit: number): Promise<DocumentChange[]> {
    const { rows } = await this.pool.query<DocumentRow>({
      name: 'search-feed-documents',
      text: `SELECT article_id AS id, change::text AS change, removed, version, matter_code AS "matterCode",
                    agency_code AS "agencyCode", kind, title, text, context, signature,
                    effective_at AS "effectiveAt", helpful, unhelpful,
                    array_to_string(terms, $4) AS terms, array_to_string(title_terms, $4) AS "titleTerms"
               FROM search_documents d WHERE (d.change, d.article_id) > ($1::xid8, $2::uuid)
              ORDER BY d.change, d.article_id LIMIT $3`,
      values: [change, key, limit, SEPARATOR],
    });
    return rows.map(({ removed, terms, titleTerms, ...article }) => ({
      id: article.id,
      change: article.change,
      article: removed
        ? null
        : { ...article, terms: terms.split(SEPARATOR), titleTerms: titleTerms.split(SEPARATOR) },
    }));
  }

  async words({ change, key }: Place, limit: number): Promise<WordChange[]> {
    const { rows } = await this.pool.query<WordChange>({
      name: 'search-feed-words',
      text: `SELECT word, reading, initials, change::text AS change FROM search_words w
              WHERE (w.change, w.word) > ($1::xid8, $2) ORDER BY w.change, w.word LIMIT $3`,
      values: [change, key, limit],
    });
    return rows;
  }
}
