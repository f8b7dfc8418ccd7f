import { Injectable } from '@nestjs/common';
import { MAX_SYNONYMS, type SynonymView } from '#contracts';
import { Pool, type Transaction } from '#database';

@Injectable()
export class SynonymsRepository {
  constructor(private readonly pool: Pool) {}

  async list(): Promise<SynonymView[]> {
    const { rows } = await this.pool.query<SynonymView>(
      `SELECT word, meaning FROM search_synonyms ORDER BY meaning, word LIMIT ${MAX_SYNONYMS}`,
    );
    return rows;
  }

  /** All of them, those who save waiting for one another. */
  async listToSave(tx: Transaction): Promise<SynonymView[]> {
    await tx.query('LOCK TABLE search_synonyms IN SHARE ROW EXCLUSIVE MODE');
    return tx.query('SELECT word, meaning FROM search_synonyms');
  }

  async save(tx: Transaction, items: readonly SynonymView[], savedBy: string): Promise<void> {
    await tx.query(
      `INSERT INTO search_synonyms (word, meaning, saved_by)
       SELECT word, meaning, $3 FROM unnest($1::text[], $2::text[]) AS s (word, meaning)
       ON CONFLICT (word) DO UPDATE
         SET meaning = excluded.meaning, saved_by = excluded.saved_by, saved_at = now()`,
      [items.map(({ word }) => word), items.map(({ meaning }) => meaning), savedBy],
    );
  }

  async delete(tx: Transaction, word: string): Promise<boolean> {
    const [, count]: [unknown, number] = await tx.query('DELETE FROM search_synonyms WHERE word = $1', [
      word,
    ]);
    return count > 0;
  }
}
