import type { INestApplicationContext } from '@nestjs/common';
import { loadEnv } from '#config';
import { Pool } from '#database';
import { ObservabilityModule, Registry } from '#observability';
import { v7 as uuidv7 } from 'uuid';
import { entities } from '../../apps/knowledge/src/database/entities';
import { EmbeddingEnv } from '../../apps/knowledge/src/knowledge.env';
import { RerankModule } from '../../apps/knowledge/src/rerank/rerank.module';
import { RerankService } from '../../apps/knowledge/src/rerank/rerank.service';
import { SearchService } from '../../apps/knowledge/src/search/search.service';
import { createTestDatabase, type TestDatabase } from '../support/database';
import { until } from '../support/e2e-until';
import { EmbeddingServer, type EmbeddingAnswer } from '../support/embedding-server';
import { KnowledgeUnderTest } from '../support/knowledge';
import { openModule } from '../support/nest';
import { Newsroom, wording } from '../support/newsroom';

const MODEL = 'bigrams';
/** What a business says, in the endpoint's eyes. */
const MEANINGS = { 散伙: '清算注销' };

interface Row {
  article_id: string;
  model: string;
  language: string;
  version: number;
  numbers: number;
}

describe('re-ranking by meaning', () => {
  let database: TestDatabase;
  let server: EmbeddingServer;
  let app: INestApplicationContext;
  const opened: INestApplicationContext[] = [];

  const open = async (over: NodeJS.ProcessEnv = {}): Promise<INestApplicationContext> => {
    const settings = {
      EMBEDDING_URL: server.url,
      EMBEDDING_MODEL: MODEL,
      EMBEDDING_BUDGET_MS: '5000',
      EMBEDDING_WEIGHT: '0.7',
      ...over,
    };
    const logging = { service: 'knowledge', instance: 'test', level: 'silent', format: 'json' as const };
    const imports = [
      ObservabilityModule.forService(logging),
      RerankModule.with(loadEnv(EmbeddingEnv, settings)),
    ];
    const one = await openModule(KnowledgeUnderTest, 'knowledge', entities, database, imports);
    opened.push(one);
    return one;
  };
  const closeAll = async (): Promise<void> => {
    for (const one of opened.splice(0)) await one.close();
  };
  const publish = async (zh: string, over: Parameters<typeof wording>[1] = {}): Promise<string> =>
    (await new Newsroom(app).published(wording(zh, over))).id;
  const rows = async (id?: string): Promise<Row[]> => {
    const found = await app.get(Pool).query<Row>(
      `SELECT article_id, model, language, version, octet_length(vector) / 4 AS numbers FROM article_embeddings
        WHERE $1::uuid IS NULL OR article_id = $1 ORDER BY model, language`,
      [id],
    );
    return found.rows;
  };
  const states = async (id: string): Promise<string[]> =>
    (await rows(id)).map(({ model, language, version }) => `${model} ${language} ${version}`);
  const untilStates = (id: string, expected: string[]): Promise<true> =>
    until(
      async () => JSON.stringify(await states(id)) === JSON.stringify(expected),
      `vectors ${expected.join()}`,
    );
  /** Of a metric, the sum over these labels. */
  const counted = async (metric: string, labels: Record<string, string>): Promise<number> => {
    const found = (await app.get(Registry).getMetricsAsJSON()).find(({ name }) => name === metric);
    const values: { metricName?: string; value: number; labels: object }[] = found?.values ?? [];
    return values
      .filter(({ metricName = metric }) => metricName === metric || metricName === `${metric}_count`)
      .filter((value) =>
        Object.entries(labels).every(([name, label]) => value.labels[name as never] === label),
      )
      .reduce((sum, { value }) => sum + value, 0);
  };

  beforeAll(async () => {
    database = await createTestDatabase('knowledge');
    server = await EmbeddingServer.start(MEANINGS);
  });
  beforeEach(async () => {
    server.reset();
    app = await open();
  });
  afterEach(closeAll);
  afterAll(async () => {
    await closeAll();
    await server?.stop();
    await database?.drop();
  });

  describe('keeps vectors', () => {
    it('of a new article in each language, and of its next version', async () => {
      const id = await publish('一天。');
      await untilStates(id, [`${MODEL} en 1`, `${MODEL} zh 1`]);
      expect(server.texts).toContain('要多久？\n一天。');
      expect(server.texts).toContain('How long?\nA day.');
      const newsroom = new Newsroom(app);
      await newsroom.published(await newsroom.edit(id, '两天。', { body: { zh: '两天。', en: '' } }));
      await untilStates(id, [`${MODEL} zh 2`]);
    });

    it('without sending again what says the same', async () => {
      const id = await publish('三天，都一样。');
      await untilStates(id, [`${MODEL} en 1`, `${MODEL} zh 1`]);
      const sent = (): number => server.texts.filter((text) => text.includes('三天，都一样。')).length;
      expect(sent()).toBe(1);
      const newsroom = new Newsroom(app);
      const law = { kind: 'law', title: '条例' } as const;
      await newsroom.published(await newsroom.edit(id, '三天，都一样。', { sources: [law] }));
      await untilStates(id, [`${MODEL} en 2`, `${MODEL} zh 2`]);
      expect(sent()).toBe(1);
    });

    it('no more of what was withdrawn', async () => {
      const id = await publish('四天。');
      await untilStates(id, [`${MODEL} en 1`, `${MODEL} zh 1`]);
      const newsroom = new Newsroom(app);
      await newsroom.lifecycle.withdraw(await newsroom.step(id, 1, { reason: '过时' }), newsroom.reviewer);
      await untilStates(id, []);
    });

    it('never of drafts', async () => {
      await new Newsroom(app).submitted(wording('秘密的草稿。'));
      const id = await publish('五天。');
      await untilStates(id, [`${MODEL} en 1`, `${MODEL} zh 1`]);
      expect(server.texts.join()).not.toContain('秘密的草稿');
    });

    it('made up for after a time without the endpoint, by one process alone', async () => {
      server.behave = () => ({ status: 503, body: '' });
      const ids = await Promise.all(['六天。', '七天。', '八天。'].map((zh) => publish(zh)));
      await closeAll();
      server.reset();
      [app] = await Promise.all([open(), open()]);
      for (const id of ids) await untilStates(id, [`${MODEL} en 1`, `${MODEL} zh 1`]);
      await closeAll();
      app = await open();
      await until(
        () => counted('qifu_embedding_seconds', { purpose: 'articles' }),
        'the sweep of a new process',
      );
      await closeAll();
      expect(server.texts.filter((text) => text.includes('七天。'))).toHaveLength(1);
    });

    it('in batches and one call at a time, with model and key', async () => {
      await closeAll();
      server.reset();
      app = await open({ EMBEDDING_MODEL: 'other', EMBEDDING_BATCH: '3', EMBEDDING_KEY: 'sk-1' });
      const visible = await app
        .get(Pool)
        .query<{ id: string }>('SELECT id FROM articles WHERE version IS NOT NULL');
      await until(
        async () =>
          (await rows()).filter(({ model, language }) => model === 'other' && language === 'zh').length ===
          visible.rows.length,
        'vectors of every article for the new model',
      );
      expect(visible.rows.length).toBeGreaterThan(3);
      expect(Math.max(...server.calls.map(({ input }) => input.length))).toBe(3);
      expect(server.mostAtOnce).toBe(1);
      expect(server.calls[0]).toMatchObject({
        ...{ path: '/v1/embeddings', authorization: 'Bearer sk-1', model: 'other', format: 'float' },
      });
      await app
        .get(Pool)
        .query(`UPDATE article_embeddings SET embedded_at = now() - interval '2 days' WHERE model = $1`, [
          MODEL,
        ]);
      await closeAll();
      app = await open({ EMBEDDING_MODEL: 'other' });
      await until(
        async () => (await rows()).every(({ model }) => model === 'other'),
        'the vectors of the old model to go',
      );
    });

    it('anew when the model behind the name has another dimension', async () => {
      const id = await publish('九天。');
      await untilStates(id, [`${MODEL} en 1`, `${MODEL} zh 1`]);
      await closeAll();
      server.dimension = 64;
      app = await open();
      await until(
        async () =>
          (await rows()).filter(({ model }) => model === MODEL).every(({ numbers }) => numbers === 64),
        'vectors of the new dimension',
      );
    });

    it('although one text is refused, and although the endpoint is busy at first', async () => {
      let busy = 1;
      server.behave = ({ input }) => {
        if (input.some((text) => text.includes('太长'))) return { status: 413, body: '{}' };
        if (busy-- > 0) return { status: 429, body: '{}', headers: { 'retry-after': '0' } };
        return undefined;
      };
      const refused = await publish('太长了。', { body: { zh: '太长了。', en: '' } });
      const id = await publish('十天。');
      await untilStates(id, [`${MODEL} en 1`, `${MODEL} zh 1`]);
      expect(await states(refused)).toEqual([]);
      expect(
        await counted('qifu_embedding_failures_total', { purpose: 'articles', failure: 'passing' }),
      ).toBe(1);
    });
  });

  describe('orders', () => {
    const hit = (id: string, relevance: number) => ({ id, version: 1, relevance });
    let [near, far] = ['', ''];
    beforeAll(async () => {
      app = await open();
      near = await publish('公司清算注销的办法：先清算，再注销。');
      far = await publish('公司怎么办年度报告：每年六月以前。');
      for (const id of [near, far]) await untilStates(id, [`${MODEL} en 1`, `${MODEL} zh 1`]);
    });

    it('by the meaning where the words say as little of one as of the other', async () => {
      const { hits, reranked } = await app.get(RerankService).rerank('公司散伙', [hit(far, 1), hit(near, 1)]);
      expect(reranked).toBe(true);
      expect(hits.map(({ id }) => id)).toEqual([near, far]);
    });

    it('what a search has found, but not what is suggested while somebody types', async () => {
      const searches = app.get(SearchService);
      const found = await searches.search({ text: '公司散伙怎么办' }, new Date());
      expect(found.reranked).toBe(true);
      expect(found.hits[0]?.id).toBe(near);
      await closeAll();
      app = await open({ EMBEDDING_URL: '' });
      const words = await app.get(SearchService).search({ text: '公司散伙怎么办' }, new Date());
      expect(words).not.toHaveProperty('reranked');
      expect(words.hits[0]?.id).toBe(far);
      expect(new Set(words.hits.map(({ id }) => id))).toEqual(new Set(found.hits.map(({ id }) => id)));
      server.reset();
      app = await open();
      await app.get(SearchService).suggest({ text: '公司散伙' }, new Date());
      expect(server.texts.filter((text) => text.includes('散伙'))).toEqual([]);
    });

    it('fifty at most, the rest behind them', async () => {
      const others = Array.from({ length: 60 }, () => hit(uuidv7(), 1));
      const { hits } = await app.get(RerankService).rerank('公司散伙', [...others, hit(near, 1)]);
      expect(hits.at(-1)?.id).toBe(near);
      expect(hits).toHaveLength(61);
    });

    it('nothing by vectors of an older version', async () => {
      const old = [hit(far, 1), hit(near, 1)].map((one) => ({ ...one, version: 7 }));
      expect(await app.get(RerankService).rerank('公司散伙', old)).toEqual({ hits: old, reranked: false });
    });

    it('asking once for the same question, and never with a telephone number', async () => {
      const rerank = app.get(RerankService);
      const question = '公司散伙，请致电13812345678';
      await Promise.all([1, 2, 3].map(() => rerank.rerank(question, [hit(far, 1), hit(near, 1)])));
      expect(server.texts.filter((text) => text.includes('散伙'))).toEqual(['公司散伙，请致电＊＊＊']);
    });

    const answer = (body: unknown, status = 200): EmbeddingAnswer => ({ status, body: JSON.stringify(body) });
    const vector = (embedding: unknown): EmbeddingAnswer => answer({ data: [{ index: 0, embedding }] });
    it.each<[string, EmbeddingAnswer, string]>([
      ['refuses the key', answer({}, 401), 'EMBEDDING_KEY'],
      ['does not know the model', answer({ error: { code: 'model_not_found' } }, 404), 'model_not_found'],
      ['is busy', answer({}, 429), '429'],
      ['fails', answer({}, 500), '500'],
      ['sends elsewhere', { status: 302, body: '', headers: { location: 'http://127.0.0.1:1/' } }, '302'],
      ['answers a page', { status: 200, body: '<html>' }, 'has no data'],
      [
        'answers half a vector',
        { status: 200, body: '{"data":[{"index":0,"embedding":[0.1,' },
        'has no data',
      ],
      ['answers nothing', answer({ data: [] }), '0 vectors for 1 texts'],
      ['answers nulls', vector([null]), 'no list of numbers'],
      ['answers zeros', vector([0, 0]), 'without a direction'],
    ])('nothing while the endpoint %s, and health says what to do', async (_case, behaviour, problem) => {
      const rerank = app.get(RerankService);
      await until(() => server.calls.length > 0, 'the sweep at the start');
      server.behave = () => behaviour;
      const hits = [hit(far, 2), hit(near, 1)];
      expect(await rerank.rerank('公司散伙', hits)).toEqual({ hits, reranked: false });
      expect(rerank.health()).toMatchObject({
        name: 'embedding',
        status: 'degraded',
        problem: expect.stringContaining(problem),
      });
      server.behave = () => undefined;
      expect(await rerank.rerank('公司散伙', hits)).toMatchObject({ reranked: true });
      expect(rerank.health()).toEqual({ name: 'embedding', status: 'up' });
    });

    it('nothing by a vector of another dimension, which has all articles embedded anew', async () => {
      const rerank = app.get(RerankService);
      const hits = [hit(far, 1), hit(near, 1)];
      await until(() => server.calls.length > 0, 'the sweep at the start');
      await until(async () => (await rerank.rerank('公司注销', hits)).reranked, 'vectors of one length');
      Object.assign(server, { dimension: 128, delayMs: 300 });
      expect(await rerank.rerank('公司散伙', hits)).toEqual({ hits, reranked: false });
      expect(rerank.health()).toMatchObject({
        status: 'degraded',
        problem: expect.stringContaining('changed their length'),
      });
      expect(await counted('qifu_rerank_searches_total', { outcome: 'unknown' })).toBe(1);
      server.delayMs = 0;
      await until(() => rerank.health().status === 'up', 'vectors of the new length');
      expect(await rerank.rerank('公司散伙', hits)).toMatchObject({ reranked: true });
      expect((await rows(near)).every(({ numbers }) => numbers === 128)).toBe(true);
    });

    it('at first nothing where the endpoint is late, then what has come meanwhile', async () => {
      await closeAll();
      app = await open({ EMBEDDING_BUDGET_MS: '10' });
      const rerank = app.get(RerankService);
      await until(() => server.calls.length > 0, 'the sweep at the start');
      server.delayMs = 200;
      const hits = [hit(far, 1), hit(near, 1)];
      expect(await rerank.rerank('公司散伙', hits)).toEqual({ hits, reranked: false });
      expect(await counted('qifu_rerank_searches_total', { outcome: 'late' })).toBe(1);
      await until(async () => (await rerank.rerank('公司散伙', hits)).reranked, 'the late vector');
    });

    it('without asking an endpoint that has failed again and again', async () => {
      await closeAll();
      const gone = await EmbeddingServer.start();
      await gone.stop();
      app = await open({ EMBEDDING_URL: gone.url });
      const rerank = app.get(RerankService);
      const hits = [hit(far, 1), hit(near, 1)];
      for (let time = 0; time < 8; time += 1)
        expect(await rerank.rerank(`公司散伙 ${time}`, hits)).toEqual({ hits, reranked: false });
      expect(rerank.health()).toMatchObject({
        status: 'degraded',
        problem: expect.stringContaining('cannot be reached (ECONNREFUSED)'),
      });
      expect(await counted('qifu_rerank_searches_total', { outcome: 'failed' })).toBe(5);
      expect(await counted('qifu_rerank_searches_total', { outcome: 'off' })).toBe(3);
      expect(await counted('qifu_embedding_seconds', { purpose: 'question' })).toBe(5);
    });
  });
});
