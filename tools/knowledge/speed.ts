import { Logger } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { DatabaseModule, migrate, Pool } from '#database';
import type { Command } from 'commander';
import { Client } from 'pg';
import { v7 as uuidv7 } from 'uuid';
import { migrations } from '../../apps/knowledge/src/database/migrations';
import { fold } from '../../apps/knowledge/src/search/fold-text';
import { readQuery } from '../../apps/knowledge/src/search/query';
import { documentOf, GENERATION } from '../../apps/knowledge/src/search/search-document';
import { SearchModule } from '../../apps/knowledge/src/search/search.module';
import { SearchService } from '../../apps/knowledge/src/search/search.service';
import { vocabularyOf, vocabularyWord } from '../../apps/knowledge/src/search/spelling';
import { ensureDatabase, provision, urlFor } from '../launcher/provision';
import { startThrowawayPostgres } from '../launcher/throwaway-postgres';
import { readCatalogueArticles, readQuestions } from './sources';

const CLIENTS = 8;
const BATCH = 2_000;
const ROUNDS = 2;

class Root {}

interface SpeedOptions {
  articles: string;
}

/** Answers made of the catalogue's sentences in ever new order, about as long as those of a city. */
function* madeUp(count: number, sentences: readonly string[], titles: readonly string[]) {
  let seed = 11;
  const pick = (items: readonly string[]): string => {
    seed = (seed * 48_271) % 2_147_483_647;
    return items[seed % items.length] ?? '';
  };
  for (let number = 0; number < count; number += 1) {
    const body = { zh: `${pick(sentences)}。${pick(sentences)}。${pick(sentences)}。（${number}）`, en: '' };
    const title = { zh: `${pick(titles)}（${number}）`, en: '' };
    const matterCode = `M${number % 500}-01`;
    const made = { id: uuidv7(), version: 1, matterCode, agencyCode: 'M', kind: 'question' as const };
    yield documentOf({ ...made, title, body, effectiveAt: new Date() });
  }
}

/** On a connection of its own, since it takes longer than a service lets a statement take. */
async function fill(client: Client, count: number): Promise<void> {
  const catalogue = await readCatalogueArticles();
  const sentences = catalogue
    .flatMap(({ body }) => body.zh.split(/[。；\n]/u))
    .filter(({ length }) => length > 12);
  const titles = catalogue.map(({ title }) => title.zh);
  const words = catalogue.flatMap(({ title, body }) => vocabularyOf(fold(title.zh), fold(body.zh)));
  await client.query(
    `INSERT INTO search_words
     SELECT * FROM jsonb_to_recordset($1::jsonb) AS w (word text, reading text, initials text)`,
    [JSON.stringify([...new Set(words)].map(vocabularyWord))],
  );
  let batch: object[] = [];
  const flush = async (): Promise<void> => {
    await client.query(
      `INSERT INTO search_documents (article_id, version, generation, matter_code, agency_code, kind, title, text,
                                     context, terms, title_terms, signature, effective_at)
       SELECT id, 1, ${GENERATION}, "matterCode", "agencyCode", kind, title, text, '', terms, "titleTerms",
              signature, now()
         FROM jsonb_to_recordset($1::jsonb) AS d (id uuid, "matterCode" text, "agencyCode" text, kind text, title text,
              text text, terms text[], "titleTerms" text[], signature integer[])`,
      [JSON.stringify(batch)],
    );
    batch = [];
  };
  for (const document of madeUp(count, sentences, titles)) if (batch.push(document) === BATCH) await flush();
  if (batch.length > 0) await flush();
  await client.query('CREATE INDEX bare ON search_documents USING gin (terms) WITH (fastupdate = off)');
  await client.query('ANALYZE search_documents');
}

/** Milliseconds that each of the works takes when so many clients do them one after the other. */
async function timed(works: readonly (() => Promise<unknown>)[]): Promise<number[]> {
  const times: number[] = [];
  const queue = [...works];
  const client = async (): Promise<void> => {
    for (let work = queue.pop(); work; work = queue.pop()) {
      const started = performance.now();
      await work();
      times.push(performance.now() - started);
    }
  };
  await Promise.all(Array.from({ length: CLIENTS }, client));
  return times.sort((a, b) => a - b);
}

const quantile = (times: readonly number[], share: number): number =>
  times[Math.floor((times.length - 1) * share)] ?? 0;

const BARE = `SELECT count(h.article_id) FROM unnest($1::text[]) AS q (term) CROSS JOIN LATERAL
  (SELECT article_id FROM search_documents WHERE terms @> ARRAY[q.term] LIMIT 1000) h`;

async function measure(url: string, count: number): Promise<string> {
  Logger.log(`Filling the index with ${count} articles …`);
  const filling = new Client({ connectionString: url, options: '-c search_path=knowledge' });
  await filling.connect();
  await fill(filling, count).finally(() => filling.end());
  const database = DatabaseModule.forService({ url, schema: 'knowledge', entities: [], poolSize: CLIENTS });
  const before = process.memoryUsage().rss;
  const started = performance.now();
  const app = await NestFactory.createApplicationContext(
    { module: Root, imports: [database, SearchModule] },
    { logger: ['error'] },
  );
  const readIn = performance.now() - started;
  const held = process.memoryUsage().rss - before;
  try {
    const pool = app.get(Pool);
    const searches = app.get(SearchService);
    const questions = (await readQuestions()).map(({ text }) => text);
    const all = Array.from({ length: ROUNDS }, () => questions).flat();
    const search = all.map((text) => () => searches.search({ text }, new Date()));
    const bare = all.map((text) => {
      const values = [[...readQuery(text).terms.keys()]];
      return () => pool.query({ name: 'bare', text: BARE, values });
    });
    await timed(search.slice(0, 50));
    await timed(bare.slice(0, 50));
    const row = (name: string, times: number[]): string =>
      `${name.padEnd(28)}${[0.5, 0.95, 0.99].map((share) => quantile(times, share).toFixed(1).padStart(8)).join('')}`;
    const [looked, searched] = [await timed(bare), await timed(search)];
    return [
      `${count} articles, ${CLIENTS} clients`.padEnd(28) + '     p50     p95     p99 ms',
      row('search', searched),
      row('bare index lookup', looked),
      `search ÷ lookup at p95: ${(quantile(searched, 0.95) / quantile(looked, 0.95)).toFixed(2)} (at most 4)`,
      `ready in ${(readIn / 1000).toFixed(1)} s with the replica read, and ${(held / 2 ** 20).toFixed(0)} MiB larger`,
    ].join('\n');
  } finally {
    await app.close();
  }
}

async function measureApart(count: number): Promise<string> {
  const server = await startThrowawayPostgres();
  try {
    const url = await ensureDatabase(server.adminUrl, 'speed');
    await provision(url, server.secrets);
    await migrate({ url: urlFor(url, 'qifu_owner', server.secrets), schema: 'knowledge', migrations });
    return await measure(url, count);
  } finally {
    await server.stop();
  }
}

export function addSpeed(program: Command): void {
  program
    .command('speed')
    .description('measures the search beside a bare index lookup, in a PostgreSQL of its own')
    .option('--articles <count>', 'made up', '100000')
    .action(async ({ articles }: SpeedOptions) => console.log(await measureApart(Number(articles))));
}
