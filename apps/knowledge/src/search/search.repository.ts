import { Injectable } from '@nestjs/common';
import type { ArticleKind, BilingualText } from '#contracts';
import { Pool } from '#database';

export interface SearchRow {
  id: string;
  version: number;
  matterCode: string;
  kind: ArticleKind;
  title: BilingualText;
  body: BilingualText;
  updatedAt: Date;
}

const KEEP_MS = 1_000;
const MAX_ROWS = 5_000;

@Injectable()
export class SearchRepository {
  private kept: { at: number; rows: Promise<SearchRow[]> } | undefined;

  constructor(private readonly pool: Pool) {}

  /** What readers see; read anew once a second at most. */
  async list(kind: ArticleKind | undefined, now: Date): Promise<SearchRow[]> {
    if (!this.kept || now.getTime() - this.kept.at > KEEP_MS) {
      this.kept = { at: now.getTime(), rows: this.read() };
      this.kept.rows.catch(() => (this.kept = undefined));
    }
    const rows = await this.kept.rows;
    return kind ? rows.filter((row) => row.kind === kind) : rows;
  }

  private async read(): Promise<SearchRow[]> {
    const { rows } = await this.pool.query<SearchRow>(
      `SELECT a.id, v.version, a.matter_code AS "matterCode", a.kind, v.title, v.body, v.saved_at AS "updatedAt"
         FROM articles a JOIN article_versions v ON v.article_id = a.id AND v.version = a.version
        ORDER BY a.matter_code, a.number LIMIT ${MAX_ROWS}`,
    );
    return rows;
  }
}
