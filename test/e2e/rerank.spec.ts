import type { HealthReport, PartHealth, SearchResult } from '#contracts';
import { readFileSync } from 'node:fs';
import { Town } from '../support/e2e-town';
import { until } from '../support/e2e-until';
import { EmbeddingServer, type EmbeddingAnswer } from '../support/embedding-server';

const MODEL = 'characters';
/** In the endpoint's eyes: what has nothing to do with the words of any article. */
const MEANINGS = { 关张: '注销登记' };
const LONG_MS = 8_000;

/** The same words with other marks behind them every time, so that no vector is remembered. */
let asked = 0;
const question = (): string => {
  const marks = [...(asked += 1).toString(4)].map((digit) => '!?,;'[Number(digit)]);
  return `公司关张要办什么手续${marks.join('')}`;
};

interface Stored {
  article_id: string;
  vector: Buffer;
}

describe('a city with an embedding endpoint', () => {
  let endpoint: EmbeddingServer;
  let town: Town;

  beforeAll(async () => {
    endpoint = await EmbeddingServer.start(MEANINGS);
    town = await Town.start({
      unsafe: true,
      embedding: {
        EMBEDDING_URL: endpoint.url,
        EMBEDDING_MODEL: MODEL,
        EMBEDDING_KEY: 'sk-of-the-city',
        EMBEDDING_WEIGHT: '1',
        EMBEDDING_BUDGET_MS: '2000',
        EMBEDDING_TIMEOUT_MS: String(LONG_MS),
      },
    });
    await until(
      async () => (await embedded()) === (await visible()) && endpoint.underWay === 0,
      'vectors of every article',
    );
    await until(async () => (await search(question())).reranked, 'an order by meaning');
  }, 180_000);
  afterEach(() => endpoint?.reset());
  afterAll(async () => {
    await town?.stop();
    await endpoint?.stop();
  });

  const search = async (text: string): Promise<SearchResult> => {
    const response = await fetch(`${town.url()}/api/v1/search?limit=20&text=${encodeURIComponent(text)}`);
    expect(response.status).toBe(200);
    return (await response.json()) as SearchResult;
  };
  const stored = async (): Promise<Stored[]> =>
    (await town.query(
      `SELECT article_id, vector FROM knowledge.article_embeddings WHERE model = '${MODEL}'`,
    )) as Stored[];
  const embedded = async (): Promise<number> =>
    new Set((await stored()).map(({ article_id }) => article_id)).size;
  const visible = async (): Promise<number> =>
    (await town.query('SELECT FROM knowledge.articles WHERE version IS NOT NULL')).length;
  const health = async (): Promise<{ status: number; part: PartHealth | undefined }> => {
    const response = await fetch(`${town.url()}/health/ready`);
    const { parts } = (await response.json()) as HealthReport;
    return { status: response.status, part: parts.find(({ name }) => name === 'knowledge.embedding') };
  };
  const ids = ({ hits }: SearchResult): string[] => hits.map(({ id }) => id);
  /** What the articles would come in by the endpoint alone, from what PostgreSQL keeps of it. */
  const byMeaning = async (text: string, found: readonly string[]): Promise<string[]> => {
    const closest = new Map<string, number>();
    for (const { article_id, vector } of await stored()) {
      const cosine = dot(endpoint.embed(text), numbersOf(vector));
      closest.set(article_id, Math.max(cosine, closest.get(article_id) ?? -Infinity));
    }
    return [...found].sort((a, b) => (closest.get(b) ?? 0) - (closest.get(a) ?? 0));
  };
  const recovers = async (): Promise<void> => {
    endpoint.reset();
    await until(async () => (await search(question())).reranked, 'an order by meaning again');
    expect(await health()).toEqual({ status: 200, part: { name: 'knowledge.embedding', status: 'up' } });
  };

  it('keeps what the endpoint says of each article in PostgreSQL', async () => {
    expect(await embedded()).toBe(await visible());
    for (const { vector } of await stored()) expect(numbersOf(vector)).toHaveLength(endpoint.dimension);
  });

  it('orders by it what is found by words', async () => {
    const text = question();
    const meant = await search(text);
    expect(meant.reranked).toBe(true);
    expect(endpoint.calls.at(-1)).toMatchObject({
      ...{ path: '/v1/embeddings', authorization: 'Bearer sk-of-the-city', model: MODEL, input: [text] },
    });
    const found = ids(meant);
    expect(found.length).toBeGreaterThan(2);
    expect(found).toEqual(await byMeaning(text, found));
    endpoint.behave = () => ({ status: 503, body: '' });
    const worded = await search(question());
    expect(worded.reranked).toBe(false);
    expect(worded.counts).toEqual(meant.counts);
    expect(ids(worded)).not.toEqual(found);
    await recovers();
  });

  it('answers by words before an endpoint that is slow has answered', async () => {
    endpoint.delayMs = LONG_MS;
    const { hits, reranked } = await search(question());
    expect(endpoint.underWay).toBe(1);
    expect(reranked).toBe(false);
    expect(hits.length).toBeGreaterThan(0);
    await until(
      async () => (await health()).part?.problem?.includes('did not answer within'),
      'a word about it in the health',
    );
    expect((await health()).status).toBe(200);
    await recovers();
  });

  const vector = (embedding: unknown): EmbeddingAnswer => ({
    status: 200,
    body: JSON.stringify({ data: [{ index: 0, embedding }] }),
  });
  it.each<[string, EmbeddingAnswer, string]>([
    ['a page', { status: 200, body: '<html>It works!</html>' }, 'has no data'],
    ['no numbers', vector(['a', 'b']), 'no list of numbers'],
    ['an error of its own', { status: 500, body: '{}' }, '500'],
    ['that it does not know the key', { status: 401, body: '{}' }, 'EMBEDDING_KEY'],
  ])('goes on by words while the endpoint answers %s, and health says so', async (_case, answer, problem) => {
    endpoint.behave = () => answer;
    const { hits, reranked } = await search(question());
    expect(reranked).toBe(false);
    expect(hits.length).toBeGreaterThan(0);
    expect(await health()).toEqual({
      status: 200,
      part: {
        name: 'knowledge.embedding',
        status: 'degraded',
        problem: expect.stringContaining(problem),
      },
    });
    await recovers();
  });

  it('embeds everything anew when vectors come in another length', async () => {
    endpoint.dimension = 96;
    const { hits, reranked } = await search(question());
    expect(reranked).toBe(false);
    expect(hits.length).toBeGreaterThan(0);
    await until(async () => (await search(question())).reranked, 'an order by the new vectors');
    await until(
      async () => (await stored()).every(({ vector: kept }) => numbersOf(kept).length === 96),
      'vectors of the new length alone',
    );
    expect(readFileSync(town.suite.logFile, 'utf8')).toContain('vectors have changed their length');
    endpoint.dimension = 256;
  });

  it('goes on by words when the endpoint has gone, soon without asking it', async () => {
    await endpoint.stop();
    for (let time = 0; time < 8; time += 1)
      expect(await search(question())).toMatchObject({
        reranked: false,
        hits: { length: expect.any(Number) },
      });
    const { status, part } = await health();
    expect(status).toBe(200);
    expect(part).toMatchObject({ status: 'degraded', problem: expect.stringContaining('cannot be reached') });
  });
});

const numbersOf = (bytes: Buffer): number[] =>
  Array.from({ length: bytes.length / 4 }, (_, index) => bytes.readFloatLE(index * 4));

/** Of a question and a vector of length 1; the question's length changes no order. */
const dot = (one: readonly number[], other: readonly number[]): number =>
  one.reduce((sum, number, index) => sum + number * (other[index] ?? 0), 0);
