import { Injectable } from '@nestjs/common';
import type { Transaction } from '#database';

/** Keeps what readers can find in step with what they see. */
@Injectable()
export class SearchIndexService {
  /** What readers see of these articles may have changed. */
  async refresh(tx: Transaction, articleIds: readonly string[]): Promise<void> {
    await tx.query(
      'INSERT INTO search_pending (article_id) SELECT DISTINCT unnest($1::uuid[]) ON CONFLICT DO NOTHING',
      [articleIds],
    );
  }
}
