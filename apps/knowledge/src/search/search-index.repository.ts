import { Injectable } from '@nestjs/common';
import { Pool, type Transaction } from '#database';
import { GENERATION, type EffectiveArticle, type SearchDocument } from './search-document';
import type { VocabularyWord } from './spelling';

/** Writes the index: one row per article that readers see. */
@Injectable()
export class SearchIndexRepository {
  constructor(private readonly pool: Pool) {}

  effective(tx: Transaction, articleIds: readonly string[]): Promise<EffectiveArticle[]> {
    return tx.query(
      `SELECT a.id, v.version, a.matter_code AS "matterCode", a.agency_code AS "agencyCode", a.kind, v.title, v.body,
              coalesce(v.took_effect_at, v.saved_at) AS "effectiveAt"
         FROM articles a JOIN article_versions v ON v.article_id = a.id AND v.version = a.version
        WHERE a.id = ANY($1)`,
      [articleIds],
    );
  }

  /** The row stays, so that whoever follows the index learns that readers no longer see it. */
  async remove(tx: Transaction, articleIds: readonly string[]): Promise<void> {
    await tx.query(
      `UPDATE search_documents SET removed = true, version = 0, title = '', text = '', context = '', terms = '{}',
              title_terms = '{}' WHERE article_id = ANY($1)`,
      [articleIds],
    );
  }

  async countUseful(tx: Transaction, articleId: string, useful: number, useless: number): Promise<void> {
    await tx.query(
      'UPDATE search_documents SET helpful = helpful + $2, unhelpful = unhelpful + $3 WHERE article_id = $1',
      [articleId, useful, useless],
    );
  }

  async put(tx: Transaction, document: SearchDocument): Promise<void> {
    await tx.query(
      `INSERT INTO search_documents (article_id, version, generation, matter_code, agency_code, kind, title, text,
                                     context, terms, title_terms, signature, effective_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, '', $9, $10, $11, $12)
       ON CONFLICT (article_id) DO UPDATE SET
         version = excluded.version, generation = excluded.generation, matter_code = excluded.matter_code,
         agency_code = excluded.agency_code, kind = excluded.kind, title = excluded.title, text = excluded.text,
         terms = excluded.terms, title_terms = excluded.title_terms,
         signature = excluded.signature, effective_at = excluded.effective_at, removed = false`,
      [
        ...[
          document.id,
          document.version,
          GENERATION,
          document.matterCode,
          document.agencyCode,
          document.kind,
        ],
        ...[document.title, document.text, document.terms, document.titleTerms],
        ...[document.signature, document.effectiveAt],
      ],
    );
  }

  /** Writes the name of each matter, which is the title of its first guide, beside its articles. */
  async nameMatters(tx: Transaction, matterCodes: readonly string[]): Promise<void> {
    await tx.query(
      `WITH names AS (
         SELECT DISTINCT ON (matter_code) matter_code, title FROM search_documents
          WHERE matter_code = ANY($1) AND kind = 'guide' AND NOT removed ORDER BY matter_code, article_id
       )
       UPDATE search_documents d SET context = n.title FROM names n
        WHERE d.matter_code = n.matter_code AND d.context <> n.title AND NOT d.removed`,
      [matterCodes],
    );
  }

  async addWords(tx: Transaction, words: readonly VocabularyWord[]): Promise<void> {
    await tx.query(
      `INSERT INTO search_words (word, reading, initials)
       SELECT word, reading, initials FROM jsonb_to_recordset($1::jsonb) AS w (word text, reading text, initials text)
        ORDER BY word
       ON CONFLICT DO NOTHING`,
      [JSON.stringify(words)],
    );
  }

  /** Articles whose row is missing, of another version or made by an older generation. */
  async behind(after: string, limit: number): Promise<string[]> {
    const { rows } = await this.pool.query<{ id: string }>(
      `SELECT a.id FROM articles a LEFT JOIN search_documents d ON d.article_id = a.id
        WHERE a.id > $1 AND a.version IS NOT NULL AND (d.article_id IS NULL OR d.version <> a.version OR d.generation <> $2)
        ORDER BY a.id LIMIT $3`,
      [after, GENERATION, limit],
    );
    return rows.map(({ id }) => id);
  }

  /** Rows that came from another cluster, in a restored copy, are changed by this one, or they would be new for ever. */
  async adopt(): Promise<void> {
    for (const [table, change] of [
      ['search_documents', 'version = version'],
      ['search_words', 'change = DEFAULT'],
    ])
      await this.pool.query(
        `UPDATE ${table} SET ${change} WHERE change > pg_snapshot_xmax(pg_current_snapshot())`,
      );
  }
}
