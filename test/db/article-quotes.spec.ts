import type { INestApplicationContext } from '@nestjs/common';
import type { ArticlePage, EventEnvelope } from '#contracts';
import { UnitOfWork } from '#database';
import { v7 as uuidv7 } from 'uuid';
import { CatalogueModule } from '../../apps/knowledge/src/articles/catalogue.module';
import { CatalogueService } from '../../apps/knowledge/src/articles/catalogue.service';
import { articlesOf } from '../../apps/knowledge/src/articles/catalogue-articles';
import { QuotesService } from '../../apps/knowledge/src/articles/quotes.service';
import { entities } from '../../apps/knowledge/src/database/entities';
import { aCatalogue, aGuide } from '../support/catalogue';
import { createTestDatabase, type TestDatabase } from '../support/database';
import { KnowledgeUnderTest, someone } from '../support/knowledge';
import { openModule } from '../support/nest';
import { Newsroom, wording } from '../support/newsroom';

describe('articles', () => {
  let database: TestDatabase;
  let app: INestApplicationContext;
  let room: Newsroom;
  const seat = someone('seat');

  beforeAll(async () => {
    database = await createTestDatabase('knowledge');
    app = await openModule(KnowledgeUnderTest, 'knowledge', entities, database);
    room = new Newsroom(app);
  });
  afterAll(async () => {
    await app?.close();
    await database?.drop();
  });

  const titles = ({ items }: ArticlePage): string[] => items.map(({ title }) => title.zh);

  describe('quoted in conversations', () => {
    const quoted = (articleId: string, version: number, conversationId: string, sequence: number) =>
      ({
        id: uuidv7(),
        type: 'desk.evt.answer.quoted',
        occurredAt: new Date().toISOString(),
        requestId: 'test',
        data: { articleId, version, conversationId, sequence },
      }) satisfies EventEnvelope<'desk.evt.answer.quoted'>;

    it('count each quoting message once, and tell who was told the old wording', async () => {
      const quotes = app.get(QuotesService);
      const { id } = await room.published(wording('一天。'));
      const [first, second, third] = [uuidv7(), uuidv7(), uuidv7()];
      const event = quoted(id, 1, first, 3);
      await Promise.all([quotes.count(event), quotes.count(event)]);
      await quotes.count(quoted(id, 1, first, 3));
      await quotes.count(quoted(id, 1, first, 4));
      await quotes.count(quoted(id, 1, second, 5));
      expect(await room.articles.get({ id }, seat)).toMatchObject({ quoted: 3 });
      expect((await quotes.listOutdated({ id }, room.editor)).items).toEqual([]);

      await room.published(await room.edit(id, '两天。'));
      await quotes.count(quoted(id, 2, second, 9));
      await quotes.count(quoted(id, 2, third, 2));
      expect(await room.articles.get({ id }, seat)).toMatchObject({ version: 2, quoted: 2 });
      const page = await quotes.listOutdated({ id, limit: 1 }, room.editor);
      expect(page.items).toEqual([{ conversationId: first, version: 1, sequence: 4, toldCurrent: false }]);
      const rest = await quotes.listOutdated({ id, cursor: page.nextCursor ?? '' }, room.editor);
      expect(rest.items).toEqual([{ conversationId: second, version: 1, sequence: 5, toldCurrent: true }]);
      expect((await quotes.list({ id, version: 2 }, room.editor)).items).toMatchObject([
        { kind: 'message', conversationId: second, sequence: 9 },
        { kind: 'message', conversationId: third, sequence: 2 },
      ]);
      await expect(quotes.list({ id }, seat)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    });

    it('are told by replies to orders and by the bot, too, which nobody counts as quoted', async () => {
      const quotes = app.get(QuotesService);
      const [one, other] = [await room.published(wording('一天。')), await room.published(wording('两天。'))];
      const [conversationId, orderId] = [uuidv7(), uuidv7()];
      const { data, ...envelope } = quoted(one.id, 1, conversationId, 7);
      await quotes.count({ ...envelope, data: { ...data, conversationId: undefined, orderId } });
      const answers = [one, other].map(({ id: articleId }) => ({ articleId, version: 1, title: '答' }));
      const offer = { ...envelope, data: { conversationId, matterCode: 'SCJG-01', sequence: 3, answers } };
      const take = () => app.get(UnitOfWork).run((tx) => quotes.offered(tx, offer));
      await Promise.all([take(), take()]);
      const told = [
        { kind: 'offer', conversationId, sequence: 3, version: 1 },
        { kind: 'reply', orderId, sequence: 7, version: 1 },
      ];
      expect((await quotes.list({ id: one.id }, room.editor)).items).toMatchObject(told);
      expect(await room.articles.get({ id: one.id }, seat)).toMatchObject({ quoted: 1 });
      expect((await quotes.list({ id: other.id }, room.editor)).items).toMatchObject(told.slice(0, 1));
      expect(await room.articles.get({ id: other.id }, seat)).toMatchObject({ quoted: 0 });

      await room.published(await room.edit(one.id, '三天。'));
      expect((await quotes.listOutdated({ id: one.id }, room.editor)).items).toEqual([
        { conversationId, version: 1, sequence: 3, toldCurrent: false },
        { orderId, version: 1, sequence: 7, toldCurrent: false },
      ]);
    });
  });

  describe('from the catalogue', () => {
    let seed: INestApplicationContext;
    beforeAll(async () => {
      seed = await openModule(CatalogueModule, 'knowledge', entities, database);
    });
    afterAll(() => seed.close());

    const question = (zh: string) => ({ question: { zh, en: zh }, answer: { zh: '答。', en: 'So.' } });
    const load = (...questions: string[]) =>
      seed
        .get(CatalogueService)
        .load(articlesOf(aCatalogue('GJJ', [aGuide('GJJ-01', { questions: questions.map(question) })])));

    it('are loaded once, in their order', async () => {
      expect(await load('甲？', '乙？', '丙？')).toEqual({ added: 4, changed: 0 });
      expect(await load('甲？', '乙？', '丙？')).toEqual({ added: 0, changed: 0 });
      const matterCode = 'GJJ-01';
      const first = await room.articles.list({ matterCode, limit: 3 });
      expect(titles(first)).toEqual(['企业名称自主申报', '甲？', '乙？']);
      expect(
        titles(await room.articles.list({ matterCode, limit: 3, cursor: first.nextCursor ?? '' })),
      ).toEqual(['丙？']);
      expect(titles(await room.articles.list({ matterCode, kind: 'guide' }))).toEqual(['企业名称自主申报']);
    });

    it('get a next version when the catalogue changes, but stay as a person has saved them', async () => {
      expect(await load('甲？', '乙乙？', '丙？')).toEqual({ added: 0, changed: 1 });
      const { items } = await room.articles.list({ matterCode: 'GJJ-01', kind: 'question' });
      expect(items.map(({ version }) => version)).toEqual([1, 2, 1]);
      const id = items[0]?.id ?? '';
      await room.published(await room.edit(id, '有人核过。', { matterCode: 'GJJ-01' }));
      expect(await load('甲甲？', '乙乙？', '丙？')).toEqual({ added: 0, changed: 0 });
      expect(await room.articles.get({ id }, seat)).toMatchObject({ version: 2, body: { zh: '有人核过。' } });
    });
  });
});
