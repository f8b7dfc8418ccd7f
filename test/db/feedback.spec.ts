import type { INestApplicationContext } from '@nestjs/common';
import type { FeedbackPage, Identity, OfferedAnswer, Role } from '#contracts';
import { Pool } from '#database';
import { v7 as uuidv7 } from 'uuid';
import { entities } from '../../apps/knowledge/src/database/entities';
import { FeedbackModule } from '../../apps/knowledge/src/feedback/feedback.module';
import { FeedbackService } from '../../apps/knowledge/src/feedback/feedback.service';
import { createTestDatabase, type TestDatabase } from '../support/database';
import { DeskDouble } from '../support/desk-double';
import { openModule } from '../support/nest';
import { anEffectiveArticle } from '../support/effective-article';
import { someone } from '../support/knowledge';

describe('feedback', () => {
  let database: TestDatabase;
  let app: INestApplicationContext;
  let feedback: FeedbackService;
  let articleId: string;
  const editor = someone('editor');
  const quoted: OfferedAnswer[] = [];
  const desk = new DeskDouble({
    'desk.message.list': ({ conversationId, after = 0 }) => ({
      conversationId,
      lastSequence: 9,
      entries: [
        {
          sequence: after + 1,
          kind: 'card',
          at: '2026-01-05T01:00:00.000Z',
          card: after === 4 ? { type: 'answers', answers: quoted } : { type: 'rating' },
        },
      ],
    }),
  });

  beforeAll(async () => {
    database = await createTestDatabase('knowledge');
    app = await openModule(FeedbackModule, 'knowledge', entities, database, [desk.module]);
    feedback = app.get(FeedbackService);
  });
  beforeEach(async () => {
    articleId = await anEffectiveArticle(database, {
      title: { zh: '要多久？', en: 'How long?' },
      body: { zh: '一天。', en: 'A day.' },
    });
    quoted.splice(0, quoted.length, { articleId, version: 1, title: '要多久？' });
  });
  afterAll(async () => {
    await app?.close();
    await database?.drop();
  });

  const caller = (role: Role = 'seat') => {
    const identity: Identity = { partyId: uuidv7(), sessionId: uuidv7(), role, name: '张', expiresAt: 0 };
    return { identity, token: 'token', requestId: 'test' };
  };
  const counts = async () => {
    const text = 'SELECT useful, not_useful FROM article_feedback_counts WHERE article_id = $1';
    return (await app.get(Pool).query<object>(text, [articleId])).rows[0];
  };
  const counted = async () => {
    const text = 'SELECT helpful, unhelpful FROM search_documents WHERE article_id = $1';
    return (await app.get(Pool).query<object>(text, [articleId])).rows[0];
  };
  const said = ({ items }: FeedbackPage) => items.map(({ useful, source }) => [useful, source]);

  it('keeps the last word of each person', async () => {
    const [seat, business] = [caller(), caller('business')];
    await feedback.give({ articleId, version: 1, useful: true }, seat);
    await feedback.give({ articleId, version: 1, useful: true }, seat);
    expect(await counts()).toEqual({ useful: 1, not_useful: 0 });
    expect(await counted()).toEqual({ helpful: 1, unhelpful: 0 });
    await feedback.give({ articleId, version: 1, useful: false, reason: '过时' }, business);
    await feedback.give({ articleId, version: 1, useful: false, reason: '缺材料' }, seat);
    expect(await counts()).toEqual({ useful: 0, not_useful: 2 });
    const page = await feedback.list({ articleId }, editor);
    expect(said(page)).toEqual([
      [false, 'staff'],
      [false, 'business'],
    ]);
    expect(page.items[0]).toMatchObject({ reason: '缺材料', conversationId: null, sequence: null });
  });

  it('counts once what comes twice at the same time', async () => {
    const seat = caller();
    await Promise.all([1, 2, 3, 4].map(() => feedback.give({ articleId, version: 1, useful: true }, seat)));
    expect(await counts()).toEqual({ useful: 1, not_useful: 0 });
  });

  it('is one word for each quote', async () => {
    const seat = caller();
    for (const conversationId of [uuidv7(), uuidv7()])
      await feedback.give({ articleId, version: 1, useful: true, conversationId, sequence: 5 }, seat);
    await feedback.give({ articleId, version: 1, useful: false }, seat);
    expect(await counts()).toEqual({ useful: 2, not_useful: 1 });
    expect((await feedback.list({ articleId, useful: true }, editor)).items).toHaveLength(2);
    expect((await feedback.list({ articleId, version: 2 }, editor)).items).toEqual([]);
  });

  it('refuses what was not quoted there, and what there is not', async () => {
    const conversationId = uuidv7();
    const elsewhere = feedback.give(
      { articleId, version: 1, useful: true, conversationId, sequence: 6 },
      caller(),
    );
    await expect(elsewhere).rejects.toMatchObject({ details: { fields: [{ field: 'sequence' }] } });
    const unknown = feedback.give({ articleId, version: 9, useful: true }, caller());
    await expect(unknown).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('is read by editors, of another agency not', async () => {
    await feedback.give({ articleId, version: 1, useful: false, reason: '过时' }, caller());
    const [own, other] = ['SCJG', 'GJJ'].map((agencyCode) => someone('editor', { agencyCode }));
    expect((await feedback.list({ articleId }, own ?? editor)).items).toHaveLength(1);
    const refused = feedback.list({ articleId }, other ?? editor);
    await expect(refused).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('lists a page at a time', async () => {
    for (let i = 0; i < 5; i += 1) await feedback.give({ articleId, version: 1, useful: true }, caller());
    const first = await feedback.list({ articleId, limit: 3 }, editor);
    const second = await feedback.list({ articleId, limit: 3, cursor: first.nextCursor ?? '' }, editor);
    const ids = [...first.items, ...second.items].map(({ id }) => id);
    expect([first.items.length, second.items.length, new Set(ids).size]).toEqual([3, 2, 5]);
    expect(second.nextCursor).toBeUndefined();
  });
});
