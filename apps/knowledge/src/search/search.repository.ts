import { Injectable } from '@nestjs/common';
import type { ArticleKind, BilingualText } from '#contracts';
import { Pool } from '#database';
import { gramsOf } from './bigrams';

export interface SearchRow {
  id: string;
  version: number;
  matterCode: string;
  kind: ArticleKind;
  title: BilingualText;
  body: BilingualText;
  updatedAt: Date;
}

/** With its pairs of characters. */
export interface Indexed extends SearchRow {
  inTitle: ReadonlySet<string>;
  inBody: ReadonlySet<string>;
}

const KEEP_MS = 1_000;
const MAX_ROWS = 5_000;

@Injectable()
export class SearchRepository {
  private kept: { at: number; rows: Promise<Indexed[]> } | undefined;
  private indexed = new Map<string, Indexed>();

  constructor(private readonly pool: Pool) {}

  /** What readers see; read anew once a second at most. */
  async list(kind: ArticleKind | undefined, now: Date): Promise<Indexed[]> {
    if (!this.kept || now.getTime() - this.kept.at > KEEP_MS) {
      this.kept = { at: now.getTime(), rows: this.read() };
      this.kept.rows.catch(() => (this.kept = undefined));
    }
    const rows = await this.kept.rows;
    return kind ? rows.filter((row) => row.kind === kind) : rows;
  }

  private async read(): Promise<Indexed[]> {
    const { rows } = await this.pool.query<SearchRow>(
      `SELECT a.id, v.version, a.matter_code AS "matterCode", a.kind, v.title, v.body, v.saved_at AS "updatedAt"
         FROM articles a JOIN article_versions v ON v.article_id = a.id AND v.version = a.version
        ORDER BY a.matter_code, a.number LIMIT ${MAX_ROWS}`,
    );
    const indexed = rows.map((row) => this.indexed.get(`${row.id} ${row.version}`) ?? indexedOf(row));
    this.indexed = new Map(indexed.map((row) => [`${row.id} ${row.version}`, row]));
    return indexed;
  }
}

const indexedOf = (row: SearchRow): Indexed => ({
  ...row,
  inTitle: gramsOf(`${row.title.zh}${row.title.en}`),
  inBody: gramsOf(`${row.body.zh}${row.body.en}`),
});
