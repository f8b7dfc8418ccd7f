import type { INestApplicationContext } from '@nestjs/common';
import type { Identity } from '#contracts';
import { ArticleClock } from '../../apps/knowledge/src/articles/article-clock.service';
import type { ArticlesService } from '../../apps/knowledge/src/articles/articles.service';
import type { DraftsService } from '../../apps/knowledge/src/articles/drafts.service';
import type { LifecycleService } from '../../apps/knowledge/src/articles/lifecycle.service';
import { entities } from '../../apps/knowledge/src/database/entities';
import { createTestDatabase, type TestDatabase } from '../support/database';
import { KnowledgeUnderTest, someone } from '../support/knowledge';
import { openModule } from '../support/nest';
import { Newsroom, wording } from '../support/newsroom';
import { queryAs } from '../support/query';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

describe('articles', () => {
  let database: TestDatabase;
  let app: INestApplicationContext;
  let articles: ArticlesService;
  let drafts: DraftsService;
  let lifecycle: LifecycleService;
  let clock: ArticleClock;
  let room: Newsroom;
  let editor: Identity;
  let reviewer: Identity;
  let admin: Identity;
  const business = someone('business');
  const seat = someone('seat');

  beforeAll(async () => {
    database = await createTestDatabase('knowledge');
    app = await openModule(KnowledgeUnderTest, 'knowledge', entities, database);
    room = new Newsroom(app);
    ({ articles, drafts, lifecycle, editor, reviewer, admin } = room);
    clock = app.get(ArticleClock);
  });
  afterAll(async () => {
    await app?.close();
    await database?.drop();
  });

  const save = (...args: Parameters<Newsroom['save']>) => room.save(...args);
  const step: Newsroom['step'] = (id, version, over) => room.step(id, version, over);
  const submitted = (...args: Parameters<Newsroom['submitted']>) => room.submitted(...args);
  const published = (...args: Parameters<Newsroom['published']>) => room.published(...args);
  const edit = (...args: Parameters<Newsroom['edit']>) => room.edit(...args);
  const statuses = async (id: string): Promise<string[]> =>
    (await articles.listVersions({ id }, admin)).items.map(({ status }) => status).reverse();

  it('goes from a draft to what holds, and the next version supersedes it', async () => {
    const first = await published(wording('一天。'));
    expect(first).toMatchObject({
      version: 1,
      status: 'effective',
      matterCode: 'SCJG-01',
      agencyCode: 'SCJG',
    });
    const second = await published(await edit(first.id, '两天。'));
    expect(second).toMatchObject({ id: first.id, version: 2, status: 'effective', body: { zh: '两天。' } });
    expect(await articles.get({ id: first.id }, business)).toEqual(second);
    const old = await articles.get({ id: first.id, version: 1 }, business);
    expect(old).toMatchObject({ status: 'superseded', body: { zh: '一天。' } });
    const history = await articles.listHistory({ id: first.id }, reviewer);
    expect(history.items.map(({ version, action, actorName }) => [version, action, actorName])).toEqual([
      [2, 'take-effect', null],
      [1, 'supersede', null],
      [2, 'schedule', reviewer.name],
      [2, 'approve', reviewer.name],
      [2, 'submit', editor.name],
      [2, 'save', editor.name],
      [1, 'take-effect', null],
      [1, 'schedule', reviewer.name],
      [1, 'approve', reviewer.name],
      [1, 'submit', editor.name],
      [1, 'save', editor.name],
    ]);
  });

  it('shows nobody but who writes and reviews what is not approved', async () => {
    const { id } = await published(wording('一天。'));
    const draft = await save(await edit(id, '两天。'));
    expect(draft).toMatchObject({ version: 2, status: 'draft' });
    const fresh = await save(wording('新。'));
    for (const reader of [business, seat]) {
      expect(await articles.get({ id }, reader)).toMatchObject({ version: 1, body: { zh: '一天。' } });
      const hidden = [{ id, version: 2 }, { id: fresh.id }, { id: fresh.id, version: 1 }];
      for (const look of hidden)
        await expect(articles.get(look, reader)).rejects.toMatchObject({ code: 'NOT_FOUND' });
      await expect(articles.listVersions({ id }, reader)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    }
    expect(await articles.get({ id, version: 2 }, reviewer)).toMatchObject({ status: 'draft' });
    const { items } = await articles.list({ limit: 200 });
    expect(items.map((item) => item.id)).not.toContain(fresh.id);
    const ofOther = someone('editor', { agencyCode: 'GJJ' });
    await expect(articles.get({ id, version: 2 }, ofOther)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(save(await edit(id, '三天。'), ofOther)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('lets nobody approve what they have had a hand in, also who may do both', async () => {
    const { id, version } = await save(wording('一天。'), admin);
    await save(await edit(id, '两天。'), editor);
    await lifecycle.submit(await step(id, version), editor);
    const approval = await step(id, version, { effectiveFrom: new Date().toISOString() });
    await expect(lifecycle.approve(approval, admin)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(lifecycle.approve(approval, editor)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await lifecycle.approve(approval, reviewer);
    expect(await articles.get({ id }, business)).toMatchObject({ body: { zh: '两天。' } });
  });

  it('never changes what was submitted: an edit is a new draft', async () => {
    const { id } = await submitted(wording('一天。'));
    const next = await save(await edit(id, '两天。'));
    expect(next.version).toBe(2);
    expect(await articles.get({ id, version: 1 }, reviewer)).toMatchObject({
      status: 'in-review',
      body: { zh: '一天。' },
    });
    await lifecycle.return(await step(id, 1, { reason: '不全' }), reviewer);
    const again = await save(
      await edit(id, '三天。', { revision: (await articles.get({ id, version: 2 }, admin)).revision }),
    );
    expect(again).toMatchObject({ version: 2, status: 'draft', body: { zh: '三天。' } });
    expect(await statuses(id)).toEqual(['returned', 'draft']);
  });

  it('tells who was faster', async () => {
    const { id, revision } = await save(wording('一天。'));
    const [a, b] = await Promise.allSettled([
      save(wording('甲。', { id, revision }), editor),
      save(wording('乙。', { id, revision }), admin),
    ]);
    const [won, lost] = a.status === 'fulfilled' ? [editor, b] : [admin, a];
    expect(lost).toMatchObject({
      reason: { code: 'CONFLICT', details: { revision: revision + 1, changedBy: won.name } },
    });
  });

  it('does the same request once, also when it comes twice at the same time', async () => {
    const request = wording('一天。');
    const saved = await Promise.all([1, 2, 3].map(() => save(request)));
    expect(new Set(saved.map(({ id }) => id)).size).toBe(1);
    const id = saved[0]?.id ?? '';
    const submit = await step(id, 1);
    const steps = await Promise.all([1, 2, 3].map(() => lifecycle.submit(submit, editor)));
    expect(steps).toEqual([
      { id, version: 1 },
      { id, version: 1 },
      { id, version: 1 },
    ]);
    expect((await save(request, admin)).id).not.toBe(id);
  });

  it('does nothing under a key that was used for something else', async () => {
    const [one, other] = [await save(wording('一。')), await save(wording('二。'))];
    const submission = await step(one.id, 1);
    await lifecycle.submit(submission, editor);
    const { idempotencyKey } = submission;
    const reused = [
      lifecycle.submit(await step(other.id, 1, { idempotencyKey }), editor),
      lifecycle.withdraw(await step(one.id, 1, { idempotencyKey, reason: '误' }), editor),
      drafts.save(await edit(one.id, '三。', { idempotencyKey }), editor),
    ];
    for (const request of reused)
      await expect(request).rejects.toMatchObject({
        code: 'CONFLICT',
        details: { fields: [{ field: 'idempotencyKey', problem: 'was used for "submit"' }] },
      });
    expect(await articles.show({ id: other.id, version: 1 })).toMatchObject({ status: 'draft' });
  });

  it('takes effect and expires on time, once with two clocks, also after a long standstill', async () => {
    const now = new Date();
    const expiresAt = new Date(now.getTime() + DAY).toISOString();
    const { id } = await submitted(wording('一天。', { expiresAt }));
    const effectiveFrom = new Date(now.getTime() + MINUTE).toISOString();
    await lifecycle.approve(await step(id, 1, { effectiveFrom }), reviewer, now);
    expect(await statuses(id)).toEqual(['scheduled']);
    await expect(articles.get({ id }, business)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await clock.settleDue(new Date(now.getTime() + MINUTE - 1));
    expect(await statuses(id)).toEqual(['scheduled']);

    const later = new Date(now.getTime() + MINUTE);
    await Promise.all([1, 2].map(() => clock.settleDue(later)));
    expect(await articles.get({ id }, business)).toMatchObject({ status: 'effective', effectiveFrom });
    await save(await edit(id, '两天。'));
    await lifecycle.submit(await step(id, 2), editor);
    const second = new Date(now.getTime() + 2 * DAY).toISOString();
    await lifecycle.approve(await step(id, 2, { effectiveFrom: second }), reviewer, later);

    await Promise.all([1, 2].map(() => clock.settleDue(new Date(now.getTime() + 3 * DAY))));
    expect(await statuses(id)).toEqual(['expired', 'effective']);
    const { items } = await articles.listHistory({ id }, admin);
    const byClock = items.filter(({ actorId }) => actorId === null).reverse();
    expect(byClock.map(({ version, action, at }) => [version, action, at])).toEqual([
      [1, 'take-effect', effectiveFrom],
      [1, 'expire', expiresAt],
      [2, 'take-effect', second],
    ]);
  });

  it('refuses a date after the expiry, and one that is none', async () => {
    const expiresAt = new Date(Date.now() + DAY).toISOString();
    const { id } = await submitted(wording('一天。', { expiresAt }));
    for (const effectiveFrom of [new Date(Date.now() + 2 * DAY).toISOString(), 'soon']) {
      const approval = lifecycle.approve(await step(id, 1, { effectiveFrom }), reviewer);
      await expect(approval).rejects.toMatchObject({
        code: 'INVALID_ARGUMENT',
        details: { fields: [{ field: 'effectiveFrom' }] },
      });
    }
    expect(await statuses(id)).toEqual(['in-review']);
  });

  it('can be withdrawn; who was told it may still read it', async () => {
    const { id } = await published(wording('错。'));
    const bare = await step(id, 1);
    await expect(lifecycle.withdraw(bare, editor)).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
    await lifecycle.withdraw({ ...bare, reason: '写错了' }, editor);
    await expect(articles.get({ id }, business)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await articles.get({ id, version: 1 }, business)).toMatchObject({ status: 'withdrawn' });
    const { items } = await articles.listHistory({ id, limit: 1 }, reviewer);
    expect(items).toMatchObject([{ action: 'withdraw', reason: '写错了', actorName: editor.name }]);
  });

  it('rolls back by a new version that is approved like any other', async () => {
    const { id } = await published(wording('一天。'));
    await published(await edit(id, '两天。', { body: { zh: '两天。', en: 'Two days.' } }));
    const old = await step(id, 1);
    const restored = await articles.show(await drafts.restore(old, editor));
    expect(restored).toMatchObject({ version: 3, status: 'draft', body: { zh: '一天。', en: 'A day.' } });
    expect(restored.translations).toEqual([{ language: 'en', of: 3, behind: false }]);
    expect(await articles.get({ id }, seat)).toMatchObject({ version: 2 });
    await expect(drafts.restore(await step(id, 1), editor)).rejects.toMatchObject({ code: 'INVALID_STATE' });
  });

  it('rolls back to a translation that was behind as one that is', async () => {
    const { id } = await published(wording('一天。'));
    await published(await edit(id, '两天。'));
    await published(await edit(id, '三天。', { body: { zh: '三天。', en: 'Three days.' } }));
    const restored = await articles.show(await drafts.restore(await step(id, 2), editor));
    expect(restored).toMatchObject({ wording: 4, body: { zh: '两天。', en: 'A day.' } });
    expect(restored.translations).toEqual([{ language: 'en', of: 1, behind: true }]);
  });

  it('knows when a translation is behind', async () => {
    const { id } = await published(wording('一天。'));
    const behind = await save(await edit(id, '两天。'));
    expect(behind).toMatchObject({ wording: 2, translations: [{ language: 'en', of: 1, behind: true }] });
    const checked = await save(wording('两天。', { id, revision: behind.revision, checked: ['en'] }));
    expect(checked.translations).toEqual([{ language: 'en', of: 2, behind: false }]);
  });

  it('is translated into other languages, each known to be behind by itself', async () => {
    const japanese = { language: 'ja', title: '期間は？', body: '**一日**' } as const;
    const korean = { language: 'ko', title: '기간은?', body: '하루' } as const;
    const { id } = await published(wording('一天。', { texts: [korean, japanese] }));
    const { texts, translations } = await articles.get({ id }, business);
    expect(texts).toEqual([
      { ...japanese, html: '<p><strong>一日</strong></p>\n' },
      { ...korean, html: '<p>하루</p>\n' },
    ]);
    expect(translations.map(({ language, behind }) => [language, behind])).toEqual([
      ['en', false],
      ['ja', false],
      ['ko', false],
    ]);
    const { items } = await articles.list({ matterCode: 'SCJG-01', limit: 200 });
    const listed = items.find((item) => item.id === id);
    expect(listed?.translations).toEqual(translations);
    expect(listed).not.toHaveProperty('texts');

    const rewritten = { ...japanese, body: '二日' };
    const draft = await save(await edit(id, '两天。', { texts: [rewritten, korean] }));
    const states = draft.translations.map(({ language, of, behind }) => [language, of, behind]);
    expect(states).toEqual([
      ['en', 1, true],
      ['ja', 2, false],
      ['ko', 1, true],
    ]);
    const left = wording('两天。', { id, revision: draft.revision, checked: ['ko'] });
    const checked = await save(left);
    expect(checked.texts.map(({ body }) => body)).toEqual(['二日', '하루']);
    expect(checked.translations.map(({ behind }) => behind)).toEqual([true, false, false]);
    const { differences } = await articles.compare({ id, from: 1, to: 2 }, reviewer);
    expect(differences.map(({ field }) => field)).toEqual(['body.zh', 'body.ja']);

    const script = await edit(id, '两天。', { texts: [{ ...korean, body: '<script>alert(1)</script>' }] });
    await expect(save(script)).rejects.toMatchObject({
      code: 'INVALID_ARGUMENT',
      details: { fields: [{ field: 'texts[0].body' }] },
    });
  });

  it('compares any two versions', async () => {
    const { id } = await published(wording('需要一天。'));
    await save(await edit(id, '需要两天。', { body: { zh: '需要两天。', en: 'A day.' } }));
    const { differences } = await articles.compare({ id, from: 1, to: 2 }, reviewer);
    expect(differences).toEqual([
      {
        field: 'body.zh',
        parts: [
          { kind: 'same', text: '需要' },
          { kind: 'removed', text: '一' },
          { kind: 'added', text: '两' },
          { kind: 'same', text: '天。' },
        ],
      },
    ]);
  });

  it('is found while it holds', async () => {
    const indexed = () =>
      queryAs<{ version: number; since: Date }>(
        database.ownerUrl,
        'SELECT version, effective_at AS since FROM knowledge.search_documents WHERE article_id = $1 AND NOT removed',
        [id],
      );
    const { id } = await submitted(wording('一天。'));
    expect(await indexed()).toEqual([]);
    const since = new Date(Date.now() + DAY);
    await lifecycle.approve(await step(id, 1, { effectiveFrom: since.toISOString() }), reviewer);
    expect(await indexed()).toEqual([]);
    await clock.settleDue(new Date(since.getTime() + 1));
    expect(await indexed()).toEqual([{ version: 1, since }]);
    await lifecycle.withdraw(await step(id, 1, { reason: '过时' }), reviewer);
    expect(await indexed()).toEqual([]);
  });

  it('reminds of what must be reviewed or ends, by agency, until somebody confirms it', async () => {
    const now = Date.now();
    const inDays = (days: number): string => new Date(now + days * DAY).toISOString();
    const matterCode = 'ZXQY-01';
    const soon = await published(wording('甲。', { matterCode, reviewBy: inDays(5) }));
    const ends = await published(wording('乙。', { matterCode, expiresAt: inDays(3), reviewBy: inDays(90) }));
    await published(wording('丙。', { matterCode, reviewBy: inDays(60) }));
    const due = async (withinDays: number, when = now) =>
      (await articles.listDue({ withinDays, agencyCode: 'ZXQY' }, reviewer, new Date(when))).items.map(
        ({ reason, article }) => [reason, article.id],
      );
    expect(await due(30)).toEqual([
      ['expiry', ends.id],
      ['review', soon.id],
    ]);
    expect(await due(0)).toEqual([]);
    expect(await due(0, now + 6 * DAY)).toContainEqual(['overdue', soon.id]);
    await lifecycle.confirm(await step(soon.id, 1, { reviewBy: inDays(365) }), reviewer);
    expect(await due(30)).toEqual([['expiry', ends.id]]);
    expect(await articles.get({ id: soon.id }, seat)).toMatchObject({ version: 1, reviewBy: inDays(365) });
  });

  it('lists what waits, the longest waiting first, in pages', async () => {
    const [a, b, c] = [
      await submitted(wording('甲。')),
      await submitted(wording('乙。')),
      await submitted(wording('丙。')),
    ];
    const seen: string[] = [];
    for (let cursor: string | undefined; ;) {
      const page = await articles.listWork(
        { status: 'in-review', limit: 2, ...(cursor ? { cursor } : {}) },
        reviewer,
      );
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor;
      if (!cursor) break;
    }
    expect(seen.slice(-3)).toEqual([a?.id, b?.id, c?.id]);
    expect(new Set(seen).size).toBe(seen.length);
    const ofOther = someone('reviewer', { agencyCode: 'GJJ' });
    expect((await articles.listWork({ status: 'in-review' }, ofOther)).items).toEqual([]);
    const forged = Buffer.from(JSON.stringify(['x', 'y', 'z'])).toString('base64url');
    await expect(articles.listWork({ status: 'draft', cursor: forged }, reviewer)).rejects.toMatchObject({
      code: 'INVALID_ARGUMENT',
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
