import type { INestApplicationContext } from '@nestjs/common';
import type { GapPage, Identity } from '#contracts';
import { UnitOfWork } from '#database';
import { v7 as uuidv7 } from 'uuid';
import { entities } from '../../apps/knowledge/src/database/entities';
import { GapReportsService } from '../../apps/knowledge/src/gaps/gap-reports.service';
import { GapsModule } from '../../apps/knowledge/src/gaps/gaps.module';
import { GapsService, type Unanswered } from '../../apps/knowledge/src/gaps/gaps.service';
import { createTestDatabase, type TestDatabase } from '../support/database';
import { DeskDouble } from '../support/desk-double';
import { openModule } from '../support/nest';
import { anEffectiveArticle } from '../support/effective-article';
import { mattersOf, someone } from '../support/knowledge';
import { Newsroom, wording } from '../support/newsroom';

const MATTERS = ['CLOSE-01', 'ONE-01', 'ONE-02', 'ONE-03', 'RANK-01', 'RANK-02', 'REPORT-01', 'SCJG-01'];

const DAY_MS = 86_400_000;
const START = Date.parse('2026-01-05T01:00:00Z');
const day = (n: number): Date => new Date(START + n * DAY_MS);

describe('gaps', () => {
  let database: TestDatabase;
  let app: INestApplicationContext;
  let gaps: GapsService;
  const lead: Identity = { partyId: uuidv7(), sessionId: uuidv7(), role: 'lead', name: '唐', expiresAt: 0 };
  const desk = new DeskDouble({
    'desk.matter.list': () => mattersOf(MATTERS),
    'desk.conversation.get': ({ conversationId }) =>
      ({ id: conversationId, matterCode: 'REPORT-01' }) as never,
    'desk.message.list': ({ conversationId, after = 0 }) => ({
      conversationId,
      lastSequence: 4,
      entries: [
        {
          sequence: after + 1,
          kind: 'text',
          at: day(0).toISOString(),
          sender: { kind: after === 2 ? 'business' : 'staff' },
          text: '无人机表演要审批吗，联系13812345678',
        },
      ],
    }),
  });

  beforeAll(async () => {
    database = await createTestDatabase('knowledge');
    app = await openModule(GapsModule, 'knowledge', entities, database, [desk.module]);
    gaps = app.get(GapsService);
  });
  afterAll(async () => {
    await app?.close();
    await database?.drop();
  });

  const file = (text: string, over: Partial<Unanswered> = {}, askedAt = day(0)): Promise<string> =>
    app.get(UnitOfWork).run((tx) =>
      gaps.file(
        tx,
        {
          matterCode: 'SCJG-01',
          agencyCode: 'SCJG',
          text,
          conversationId: uuidv7(),
          sequence: 3,
          source: 'suggestions',
          ...over,
        },
        askedAt,
      ),
    );
  const questions = ({ items }: GapPage): string[] => items.map(({ question }) => question);

  it('takes the same question, however it is asked, for one gap', async () => {
    const matterCode = 'ONE-01';
    const asked = [
      'U盾丢了怎么补办',
      '企业U盾遗失如何补领',
      '我们的U盾找不到了，怎么补',
      '丢了U盾，怎样补一个新的',
    ];
    const ids = new Set<string>();
    for (const text of asked) ids.add(await file(text, { matterCode }));
    expect(ids.size).toBe(1);
    await file('U盾密码忘了怎么办', { matterCode });
    const { items } = await gaps.list({ matterCode });
    expect(items.map(({ question, asked: times }) => [question, times])).toEqual([
      ['U盾丢了怎么补办', 4],
      ['U盾密码忘了怎么办', 1],
    ]);
  });

  it('is one gap also when the question comes from many conversations at the same time', async () => {
    const matterCode = 'ONE-02';
    const ids = await Promise.all([...Array(8).keys()].map(() => file('公积金晚交会罚款吗', { matterCode })));
    expect(new Set(ids).size).toBe(1);
    const { items } = await gaps.list({ matterCode });
    expect(items).toEqual([expect.objectContaining({ asked: 8 })]);
  });

  it('counts a conversation once, and keeps where it was asked without personal data', async () => {
    const conversationId = uuidv7();
    const over = { matterCode: 'ONE-03', conversationId };
    const id = await file('办证要本人去吗，我的电话13812345678', over);
    await file('办证要本人去吗', { ...over, sequence: 7, source: 'agent' }, day(1));
    const gap = await gaps.get(id);
    expect(gap).toMatchObject({ asked: 1, state: 'open', question: '办证要本人去吗，我的电话＊＊＊' });
    expect(gap.examples).toEqual([
      {
        conversationId,
        sequence: 3,
        source: 'suggestions',
        text: '办证要本人去吗，我的电话＊＊＊',
        askedAt: day(0).toISOString(),
      },
    ]);
  });

  it('lists what is asked most and latest first, a page at a time, by state, matter and agency', async () => {
    const matterCode = 'RANK-01';
    const agencyCode = 'RANK';
    const over = { matterCode, agencyCode };
    for (const n of [0, 0, 0]) await file('食品经营许可证换地址', over, day(n));
    await file('小微企业贷款贴息政策', over, day(0));
    for (const n of [60, 61]) await file('公司减资需要公告吗', over, day(n));
    await file('三类医疗器械许可证续期', { ...over, matterCode: 'RANK-02' }, day(0));
    const expected = ['公司减资需要公告吗', '食品经营许可证换地址', '小微企业贷款贴息政策'];
    expect(questions(await gaps.list({ matterCode }))).toEqual(expected);
    const paged: string[] = [];
    for (let cursor: string | undefined, more = true; more; more = cursor !== undefined) {
      const page: GapPage = await gaps.list({ matterCode, limit: 1, ...(cursor ? { cursor } : {}) });
      paged.push(...questions(page));
      cursor = page.nextCursor;
    }
    expect(paged).toEqual(expected);
    expect((await gaps.list({ agencyCode })).items).toHaveLength(4);
    expect((await gaps.list({ agencyCode, state: 'answered' })).items).toEqual([]);
  });

  it('is closed once: by an article, or for a reason', async () => {
    const over = { matterCode: 'CLOSE-01' };
    const [first, second] = [
      await file('食品经营许可证换地址', over),
      await file('公司减资需要公告吗', over),
    ];
    const articleId = await anEffectiveArticle(database, {
      title: { zh: '减资要公告吗', en: '' },
      body: { zh: '要。', en: '' },
    });
    expect(await gaps.answer(lead, { gapId: second, articleId })).toMatchObject({
      state: 'answered',
      articleId,
      articleVersion: 1,
    });
    expect(await gaps.dismiss(lead, { gapId: first, reason: '不归我们管' })).toMatchObject({
      state: 'dismissed',
      dismissedBecause: '不归我们管',
    });
    expect(await gaps.answer(lead, { gapId: second, articleId })).toMatchObject({ state: 'answered' });
    expect(await gaps.dismiss(lead, { gapId: first, reason: '不归我们管' })).toMatchObject({
      state: 'dismissed',
    });
    const otherwise = gaps.dismiss(lead, { gapId: first, reason: '重复' });
    await expect(otherwise).rejects.toMatchObject({ code: 'INVALID_STATE' });
    const again = gaps.dismiss(lead, { gapId: second, reason: '重复' });
    await expect(again).rejects.toMatchObject({ code: 'INVALID_STATE' });
    const unknown = [
      () => gaps.dismiss(lead, { gapId: uuidv7(), reason: '重复' }),
      () => gaps.answer(lead, { gapId: first, articleId: uuidv7() }),
    ];
    for (const call of unknown) await expect(call()).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('is seen and closed by the people of its own agency, and by those who belong to none', async () => {
    const gapId = await file('外资股东怎么做年报', { matterCode: 'CLOSE-01' });
    const [own, other] = ['SCJG', 'GJJ'].map((agencyCode) => someone('editor', { agencyCode }));
    const agencyCode = (await gaps.find(gapId)).agencyCode;
    const seen = async (who?: Identity) =>
      (await gaps.list({ matterCode: 'CLOSE-01', agencyCode }, who)).items.map(({ id }) => id);
    expect(await seen(own)).toContain(gapId);
    expect(await seen(other)).toEqual([]);
    await expect(gaps.get(gapId, other)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const dismissal = { gapId, reason: '重复' };
    await expect(gaps.dismiss(other ?? lead, dismissal)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await gaps.dismiss(own ?? lead, dismissal)).toMatchObject({ state: 'dismissed' });
  });

  it('is not closed by what readers do not see yet', async () => {
    const gapId = await file('注册地址能放在住宅吗', { matterCode: 'CLOSE-01' });
    const newsroom = new Newsroom(app);
    const { id: articleId } = await newsroom.submitted(wording('可以。'));
    const answer = () => gaps.answer(newsroom.editor, { gapId, articleId });
    await expect(answer()).rejects.toMatchObject({ code: 'INVALID_STATE' });
    const approval = await newsroom.step(articleId, 1, { effectiveFrom: day(0).toISOString() });
    await newsroom.lifecycle.approve(approval, newsroom.reviewer);
    expect(await answer()).toMatchObject({ state: 'answered', articleVersion: 1 });
  });

  it('stays dismissed when it is asked again, and is opened anew when the answer did not help', async () => {
    const over = { matterCode: 'CLOSE-01' };
    expect(await file('食品经营许可证换地址了', over)).toBe(
      (await gaps.list({ ...over, state: 'dismissed' })).items[0]?.id,
    );
    const answered = (await gaps.list({ ...over, state: 'answered' })).items[0]?.id;
    const anew = await file('公司减资需要公告吗', over);
    expect(anew).not.toBe(answered);
    expect((await gaps.list(over)).items.map(({ id }) => id)).toEqual([anew]);
  });

  it('is reported by an agent about a message of the business, and about nothing else', async () => {
    const reports = app.get(GapReportsService);
    const caller = { identity: lead, token: 'token', requestId: 'test' };
    const conversationId = uuidv7();
    expect(await reports.report({ conversationId, sequence: 3 }, caller)).toMatchObject({
      matterCode: 'REPORT-01',
      agencyCode: 'REPORT',
      question: '无人机表演要审批吗，联系＊＊＊',
    });
    const wrong = reports.report({ conversationId, sequence: 4 }, caller);
    await expect(wrong).rejects.toMatchObject({ details: { fields: [{ field: 'sequence' }] } });
  });
});
