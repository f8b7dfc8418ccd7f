import type { INestApplicationContext } from '@nestjs/common';
import type {
  ConversationView,
  Entry,
  EventEnvelope,
  EventType,
  Identity,
  KnowledgeMetricName,
  ListKnowledgeMetricCases,
  SuggestionsView,
} from '#contracts';
import { Pool } from '#database';
import { v7 as uuidv7 } from 'uuid';
import { QuotesService } from '../../apps/knowledge/src/articles/quotes.service';
import { BotService } from '../../apps/knowledge/src/bot/bot.service';
import { entities } from '../../apps/knowledge/src/database/entities';
import { GapsService } from '../../apps/knowledge/src/gaps/gaps.service';
import { KnowledgeModule } from '../../apps/knowledge/src/knowledge.module';
import { MetricCasesService } from '../../apps/knowledge/src/metrics/metric-cases.service';
import { MetricsService } from '../../apps/knowledge/src/metrics/metrics.service';
import { SettlingService } from '../../apps/knowledge/src/suggestions/settling.service';
import { SuggestionsService } from '../../apps/knowledge/src/suggestions/suggestions.service';
import { createTestDatabase, type TestDatabase } from '../support/database';
import { DeskDouble } from '../support/desk-double';
import { until } from '../support/e2e-until';
import { openModule } from '../support/nest';
import { anEffectiveArticle } from '../support/effective-article';
import { mattersOf } from '../support/knowledge';
import { Newsroom, wording } from '../support/newsroom';

const MATTERS = ['BOT-01', 'BOT-02', 'OVER-01', 'OVER-02', 'OVER-03', 'RATE-01', 'SCJG-01'];

const HALF_HOUR_MS = 30 * 60_000;

describe('suggestions', () => {
  let database: TestDatabase;
  let app: INestApplicationContext;
  let suggestions: SuggestionsService;
  let articleId: string;
  const entries: Entry[] = [];
  const desk = new DeskDouble({
    'desk.matter.list': () => mattersOf(MATTERS),
    'desk.conversation.get': ({ conversationId }) =>
      ({ id: conversationId, matterCode: 'SCJG-01', lastSequence: 3 }) as ConversationView,
    'desk.message.list': ({ conversationId }) => ({ conversationId, lastSequence: 3, entries }),
  });
  const identity: Identity = {
    partyId: uuidv7(),
    sessionId: uuidv7(),
    role: 'seat',
    name: '陈',
    expiresAt: 0,
  };
  const caller = { identity, token: 'token', requestId: 'test' };

  beforeAll(async () => {
    database = await createTestDatabase('knowledge');
    articleId = await anEffectiveArticle(database, {
      title: { zh: '注册地址变更要交什么材料？', en: 'Which documents does a change of address need?' },
      body: { zh: '变更登记申请书、新地址的使用证明。', en: 'The form, and a proof of the right to use it.' },
    });
    app = await openModule(KnowledgeModule, 'knowledge', entities, database, [desk.module]);
    suggestions = app.get(SuggestionsService);
  });
  afterAll(async () => {
    await app?.close();
    await database?.drop();
  });

  /** A business writes the texts, one message each. */
  const write = async (id: string, texts: string[], matterCode = 'SCJG-01', now = new Date()) => {
    let sequence = 2;
    for (const text of texts) {
      sequence += 1;
      await suggestions.update(id, { matterCode, questions: [{ sequence, text }], upTo: sequence }, now);
    }
  };
  const told = (id: string): SuggestionsView[] =>
    desk.told
      .filter(({ subject }) => subject === `knowledge.live.suggestions.${id}`)
      .map(({ news }) => news as SuggestionsView);
  const event = <T extends EventType>(type: T, data: EventEnvelope<T>['data']): EventEnvelope<T> => ({
    id: uuidv7(),
    type,
    occurredAt: new Date().toISOString(),
    requestId: 'test',
    data,
  });
  const end = (conversationId: string, matterCode = 'SCJG-01') =>
    app
      .get(SettlingService)
      .settleEnded(event('desk.evt.conversation.ended', { conversationId, matterCode, outcome: 'resolved' }));
  const gapsOf = async (matterCode: string) => (await app.get(GapsService).list({ matterCode })).items;

  it('are found, told with their reasons, and kept', async () => {
    const id = uuidv7();
    await write(id, ['您好', '变更注册地址要交什么材料']);
    expect(told(id)).toEqual([
      expect.objectContaining({ upTo: 4, answers: [expect.objectContaining({ articleId, version: 1 })] }),
    ]);
    const [answer] = told(id)[0]?.answers ?? [];
    expect(answer?.matched).toEqual(expect.arrayContaining(['注册地址']));
    expect(answer).toMatchObject({ sameMatter: true, title: { zh: '注册地址变更要交什么材料？' } });
    expect(await suggestions.list(id, caller)).toMatchObject({ upTo: 4, answers: [{ articleId }] });
  });

  it('take in the last messages together, and never go back to an earlier one', async () => {
    const id = uuidv7();
    await write(id, ['注册地址变更', '要交什么材料']);
    const late = { questions: [{ sequence: 3, text: '公积金' }], upTo: 3 };
    await suggestions.update(id, late);
    expect(await suggestions.list(id, caller)).toMatchObject({ upTo: 4, answers: [{ articleId }] });
    expect(told(id).map(({ upTo }) => upTo)).toEqual([3, 4]);
  });

  it('are what holds when somebody looks, not what held when it was asked', async () => {
    const newsroom = new Newsroom(app);
    const question = { title: { zh: '冷库租赁合同要备案吗？', en: '' } };
    const id = uuidv7();
    await write(id, ['冷库租赁合同要备案吗']);
    const found = async () =>
      (await suggestions.list(id, caller)).answers.map((answer) => [answer.articleId, answer.version]);
    expect(await found()).toEqual([]);
    const { id: lease } = await newsroom.published(wording('冷库租赁合同要备案。', question));
    expect(await found()).toEqual([[lease, 1]]);
    await newsroom.published(await newsroom.edit(lease, '冷库租赁合同不用备案。', question));
    expect(await found()).toEqual([[lease, 2]]);
    const withdrawal = await newsroom.step(lease, 2, { reason: '过时' });
    await newsroom.lifecycle.withdraw(withdrawal, newsroom.reviewer);
    expect(await found()).toEqual([]);
  });

  it('are told anew when one of them is replaced, ends or is withdrawn, to those alone to whom it was suggested', async () => {
    const newsroom = new Newsroom(app);
    const question = { title: { zh: '冰库用电能否申请优惠？', en: '' } };
    const { id: power } = await newsroom.published(wording('冰库用电可以申请。', question));
    const [id, other, over] = [uuidv7(), uuidv7(), uuidv7()];
    await write(id, ['冰库用电能否申请优惠']);
    await write(over, ['冰库用电能否申请优惠']);
    await end(over);
    await write(other, ['变更注册地址要交什么材料']);
    const versions = () =>
      told(id).map(({ upTo, answers }) => [upTo, ...answers.map(({ version }) => version)]);
    expect(versions()).toEqual([[3, 1]]);
    await newsroom.published(await newsroom.edit(power, '冰库用电不能申请。', question));
    await until(() => told(id).length === 2, 'the new version is told');
    const withdrawal = await newsroom.step(power, 2, { reason: '过时' });
    await newsroom.lifecycle.withdraw(withdrawal, newsroom.reviewer);
    await until(() => told(id).length === 3, 'the withdrawal is told');
    expect(versions()).toEqual([[3, 1], [3, 2], [3]]);
    expect(told(other)).toHaveLength(1);
    expect(told(over)).toHaveLength(1);
  });

  it('are read from the desk where the news did not arrive', async () => {
    const id = uuidv7();
    expect(await suggestions.list(id, caller)).toEqual({
      conversationId: id,
      upTo: 0,
      answers: [],
      updatedAt: null,
    });
    const at = new Date().toISOString();
    const text = '注册地址变更要什么材料';
    entries.push({ sequence: 3, kind: 'text', at, sender: { kind: 'business' }, text });
    expect(await suggestions.list(id, caller)).toMatchObject({ upTo: 3, answers: [{ articleId }] });
  });

  describe('a conversation that is over', () => {
    it('leaves a gap when nothing fitted, and keeps nothing of what was written', async () => {
      const id = uuidv7();
      await write(id, ['你好', '无人机表演要审批吗，我是13812345678'], 'OVER-01');
      await end(id, 'OVER-01');
      await end(id, 'OVER-01');
      expect(await gapsOf('OVER-01')).toEqual([
        expect.objectContaining({ question: '无人机表演要审批吗，我是＊＊＊', asked: 1, agencyCode: 'OVER' }),
      ]);
      const text = 'SELECT questions FROM suggestions WHERE conversation_id = $1';
      expect((await app.get(Pool).query<object>(text, [id])).rows).toEqual([{ questions: [] }]);
    });

    it('leaves none when something fitted, was quoted all the same, or nothing was asked', async () => {
      const [fitted, quoted, courteous] = [uuidv7(), uuidv7(), uuidv7()];
      await write(fitted, ['注册地址变更要交什么材料'], 'OVER-02');
      await write(quoted, ['无人机表演要审批吗'], 'OVER-02');
      const quote = { articleId, version: 1, conversationId: quoted, sequence: 4 };
      await app.get(QuotesService).count(event('desk.evt.answer.quoted', quote));
      await write(courteous, ['你好', '谢谢'], 'OVER-02');
      for (const id of [fitted, quoted, courteous]) await end(id, 'OVER-02');
      expect(await gapsOf('OVER-02')).toEqual([]);
    });

    it('is settled when nothing has been written for long, also if it never ends', async () => {
      const id = uuidv7();
      const now = new Date('2026-01-05T01:00:00Z');
      await write(id, ['无人机表演要审批吗'], 'OVER-03', now);
      const settling = app.get(SettlingService);
      expect(await settling.sweep(new Date(now.getTime() + HALF_HOUR_MS))).toBe(0);
      expect(await settling.sweep(new Date(now.getTime() + HALF_HOUR_MS + 1))).toBe(1);
      expect(await gapsOf('OVER-03')).toHaveLength(1);
      expect(await settling.sweep(new Date(now.getTime() + 2 * HALF_HOUR_MS))).toBe(0);
    });
  });

  describe('what the bot offered', () => {
    const offered = (conversationId: string, matterCode: string) => ({
      conversationId,
      matterCode,
      sequence: 5,
      answers: [{ articleId, version: 1, title: '注册地址变更要交什么材料？' }],
    });
    const judge = (id: string, matterCode: string, solved: boolean) =>
      app
        .get(BotService)
        .takeVerdict(event('desk.evt.bot.judged', { ...offered(id, matterCode), partyId: uuidv7(), solved }));
    const feedback = async (id: string) => {
      const text = 'SELECT useful, source FROM article_feedback WHERE conversation_id = $1';
      return (await app.get(Pool).query<object>(text, [id])).rows;
    };

    it('is feedback and no gap when it solved the question', async () => {
      const id = uuidv7();
      await write(id, ['注册地址变更要交什么材料'], 'BOT-01');
      await judge(id, 'BOT-01', true);
      expect(await feedback(id)).toEqual([{ useful: true, source: 'bot' }]);
      expect(await gapsOf('BOT-01')).toEqual([]);
    });

    it('is feedback and a gap when it did not', async () => {
      const id = uuidv7();
      await write(id, ['注册地址变更要交什么材料'], 'BOT-02');
      await judge(id, 'BOT-02', false);
      expect(await feedback(id)).toEqual([{ useful: false, source: 'bot' }]);
      expect(await gapsOf('BOT-02')).toEqual([expect.objectContaining({ asked: 1 })]);
    });

    it('is in the rates, beside what was found and quoted', async () => {
      const matterCode = 'RATE-01';
      const now = new Date('2026-02-02T02:00:00Z');
      const [solved, unsolved, unfound, quoted] = [uuidv7(), uuidv7(), uuidv7(), uuidv7()];
      for (const id of [solved, unsolved, quoted])
        await write(id, ['注册地址变更要交什么材料'], matterCode, now);
      await write(unfound, ['无人机表演要审批吗', '注册地址变更要交什么材料'], matterCode, now);
      const bot = app.get(BotService);
      for (const id of [solved, unsolved])
        await bot.takeOffer(event('desk.evt.bot.offered', offered(id, matterCode)), now);
      for (const id of [solved, unsolved])
        await bot.takeVerdict(
          event('desk.evt.bot.judged', {
            ...offered(id, matterCode),
            partyId: uuidv7(),
            solved: id === solved,
          }),
          now,
        );
      const quote = { articleId, version: 1, conversationId: quoted, sequence: 4 };
      await app.get(QuotesService).count(event('desk.evt.answer.quoted', quote));
      const period = { from: '2026-02-02T00:00:00Z', to: '2026-02-03T00:00:00Z', matterCode };
      const { values } = await app.get(MetricsService).get(period);
      const ofMatter = values.filter((value) => value.matterCode === matterCode);
      expect(ofMatter.every(({ agencyCode }) => agencyCode === 'RATE')).toBe(true);
      expect(ofMatter.map(({ name, numerator, denominator }) => [name, numerator, denominator])).toEqual([
        ['coverage', 4, 4],
        ['found-at-first-search', 3, 4],
        ['quoted', 1, 4],
        ['solved-by-bot', 1, 2],
        ['gaps-open', 1, 1],
        ['reviews-overdue', 0, 0],
      ]);
      const ofAgency = await app
        .get(MetricsService)
        .get({ ...period, matterCode: undefined, agencyCode: 'RATE' });
      const numbers = (agencyCode: string | null) =>
        ofAgency.values
          .filter((value) => value.matterCode === null && value.agencyCode === agencyCode)
          .map(({ numerator, denominator }) => [numerator, denominator]);
      expect(numbers('RATE')).toEqual(ofMatter.map(({ numerator, denominator }) => [numerator, denominator]));
      expect(numbers(null)).toEqual(numbers('RATE'));
      const none = await app.get(MetricsService).get({ ...period, agencyCode: 'BOT' });
      expect(none.values.every(({ denominator }) => denominator === 0)).toBe(true);

      const cases = async (name: KnowledgeMetricName, part: ListKnowledgeMetricCases['part']) => {
        const { items } = await app.get(MetricCasesService).list({ ...period, name, part, limit: 100 });
        return items.map(({ id, kind }) => `${kind} ${id}`).sort();
      };
      const conversations = (...ids: string[]) => ids.map((id) => `conversation ${id}`).sort();
      expect(await cases('coverage', 'denominator')).toEqual(
        conversations(solved, unsolved, unfound, quoted),
      );
      expect(await cases('found-at-first-search', 'rest')).toEqual(conversations(unfound));
      expect(await cases('quoted', 'numerator')).toEqual(conversations(quoted));
      expect(await cases('quoted', 'rest')).toEqual(conversations(solved, unsolved, unfound));
      expect(await cases('solved-by-bot', 'rest')).toEqual(conversations(unsolved));
      expect(await cases('gaps-open', 'numerator')).toHaveLength(1);
      expect(await cases('gaps-open', 'rest')).toEqual([]);
    });
  });
});
