import type { INestApplicationContext } from '@nestjs/common';
import type { ArticlePage, EventEnvelope, SaveArticle } from '#contracts';
import { v7 as uuidv7 } from 'uuid';
import { ArticlesModule } from '../../apps/knowledge/src/articles/articles.module';
import { ArticlesService } from '../../apps/knowledge/src/articles/articles.service';
import { articlesOf } from '../../apps/knowledge/src/articles/catalogue-articles';
import { entities } from '../../apps/knowledge/src/database/entities';
import { aCatalogue, aGuide } from '../support/catalogue';
import { createTestDatabase, type TestDatabase } from '../support/database';
import { openModule } from '../support/nest';

describe('articles', () => {
  let database: TestDatabase;
  let app: INestApplicationContext;
  let articles: ArticlesService;
  const author = uuidv7();

  beforeAll(async () => {
    database = await createTestDatabase('knowledge');
    app = await openModule(ArticlesModule, 'knowledge', entities, database);
    articles = app.get(ArticlesService);
  });
  afterAll(async () => {
    await app?.close();
    await database?.drop();
  });

  const wording = (zh: string, over: Partial<SaveArticle> = {}): SaveArticle => ({
    matterCode: 'SCJG-01',
    kind: 'question',
    title: { zh: '要多久？', en: 'How long?' },
    body: { zh, en: 'A day.' },
    idempotencyKey: uuidv7(),
    ...over,
  });
  const titles = ({ items }: ArticlePage): string[] => items.map(({ title }) => title.zh);

  it('saves an article and its next version, and keeps both', async () => {
    const first = await articles.save(wording('一天。'), author);
    expect(first).toMatchObject({ version: 1, matterCode: 'SCJG-01', kind: 'question', quoted: 0 });
    const second = await articles.save(wording('两天。', { id: first.id }), author);
    expect(second).toMatchObject({ id: first.id, version: 2, body: { zh: '两天。' } });
    expect(await articles.get({ id: first.id })).toEqual(second);
    expect(await articles.get({ id: first.id, version: 1 })).toEqual(first);
  });

  it('does not find what is not there', async () => {
    const { id } = await articles.save(wording('一天。'), author);
    for (const look of [
      () => articles.get({ id, version: 2 }),
      () => articles.get({ id: uuidv7() }),
      () => articles.save(wording('两天。', { id: uuidv7() }), author),
    ]) {
      await expect(look()).rejects.toMatchObject({ code: 'NOT_FOUND' });
    }
  });

  it('saves once under one key of one person, also when it comes twice at the same time', async () => {
    const request = wording('一天。');
    const saved = await Promise.all([1, 2, 3].map(() => articles.save(request, author)));
    expect(new Set(saved.map(({ id }) => id)).size).toBe(1);
    const next = wording('两天。', { id: saved[0]?.id ?? '' });
    const versions = await Promise.all([1, 2, 3].map(() => articles.save(next, author)));
    expect(versions.map(({ version }) => version)).toEqual([2, 2, 2]);
    expect((await articles.save(request, uuidv7())).id).not.toBe(saved[0]?.id);
  });

  it('numbers the versions without a gap when several people save at once', async () => {
    const { id } = await articles.save(wording('一天。'), author);
    const saved = await Promise.all(
      Array.from({ length: 6 }, () => articles.save(wording('两天。', { id }), author)),
    );
    expect(saved.map(({ version }) => version).sort()).toEqual([2, 3, 4, 5, 6, 7]);
  });

  it('counts each quoting message once, for the version that it quoted', async () => {
    const { id } = await articles.save(wording('一天。'), author);
    await articles.save(wording('两天。', { id }), author);
    const quoted = (version: number, sequence: number): EventEnvelope<'desk.evt.answer.quoted'> => ({
      id: uuidv7(),
      type: 'desk.evt.answer.quoted',
      occurredAt: new Date().toISOString(),
      requestId: 'test',
      data: { articleId: id, version, conversationId: '0197d9a0-0000-7000-8000-000000000001', sequence },
    });
    const event = quoted(1, 3);
    await Promise.all([articles.countQuote(event), articles.countQuote(event)]);
    await articles.countQuote(quoted(1, 3));
    await articles.countQuote(quoted(1, 4));
    await articles.countQuote(quoted(2, 5));
    expect(await articles.get({ id, version: 1 })).toMatchObject({ quoted: 2 });
    expect(await articles.get({ id })).toMatchObject({ version: 2, quoted: 1 });
  });

  describe('from the catalogue', () => {
    const question = (zh: string) => ({ question: { zh, en: zh }, answer: { zh: '答。', en: 'So.' } });
    const load = (...questions: string[]) =>
      articles.load(
        articlesOf(aCatalogue('GJJ', [aGuide('GJJ-01', { questions: questions.map(question) })])),
      );

    it('are loaded once, in their order', async () => {
      expect(await load('甲？', '乙？', '丙？')).toEqual({ added: 4, changed: 0 });
      expect(await load('甲？', '乙？', '丙？')).toEqual({ added: 0, changed: 0 });
      const matterCode = 'GJJ-01';
      const first = await articles.list({ matterCode, limit: 3 });
      expect(titles(first)).toEqual(['企业名称自主申报', '甲？', '乙？']);
      expect(titles(await articles.list({ matterCode, limit: 3, cursor: first.nextCursor ?? '' }))).toEqual([
        '丙？',
      ]);
      expect(titles(await articles.list({ matterCode, kind: 'guide' }))).toEqual(['企业名称自主申报']);
    });

    it('get a next version when the catalogue changes, but stay as a person has saved them', async () => {
      expect(await load('甲？', '乙乙？', '丙？')).toEqual({ added: 0, changed: 1 });
      const { items } = await articles.list({ matterCode: 'GJJ-01', kind: 'question' });
      expect(items.map(({ version }) => version)).toEqual([1, 2, 1]);
      const id = items[0]?.id ?? '';
      await articles.save(wording('有人核过。', { id, matterCode: 'GJJ-01' }), author);
      expect(await load('甲甲？', '乙乙？', '丙？')).toEqual({ added: 0, changed: 0 });
      expect(await articles.get({ id })).toMatchObject({ version: 2, body: { zh: '有人核过。' } });
    });
  });

  it('pages through all matters', async () => {
    const seen: string[] = [];
    for (let cursor: string | undefined; ;) {
      const page = await articles.list({ limit: 2, ...(cursor ? { cursor } : {}) });
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor;
      if (!cursor) break;
    }
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.length).toBe((await articles.list({ limit: 200 })).items.length);
  });
});
