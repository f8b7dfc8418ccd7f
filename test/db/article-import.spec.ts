import { createHash } from 'node:crypto';
import type { INestApplicationContext } from '@nestjs/common';
import type { ArticleRecord, FieldProblem, RecordFile } from '#contracts';
import { v7 as uuidv7 } from 'uuid';
import { ArticlesService } from '../../apps/knowledge/src/articles/articles.service';
import { DraftsService } from '../../apps/knowledge/src/articles/drafts.service';
import { ImportService } from '../../apps/knowledge/src/articles/import.service';
import { StagingService } from '../../apps/knowledge/src/attachments/staging.service';
import { entities } from '../../apps/knowledge/src/database/entities';
import { createTestDatabase, type TestDatabase } from '../support/database';
import { KnowledgeUnderTest, someone } from '../support/knowledge';
import { openModule } from '../support/nest';
import { Newsroom, wording } from '../support/newsroom';
import { queryAs } from '../support/query';

describe('importing articles', () => {
  let database: TestDatabase;
  let app: INestApplicationContext;
  const editor = someone('editor');

  beforeAll(async () => {
    database = await createTestDatabase('knowledge');
    app = await openModule(KnowledgeUnderTest, 'knowledge', entities, database);
  });
  afterAll(async () => {
    await app?.close();
    await database?.drop();
  });

  const record = (zh: string, over: Partial<ArticleRecord> = {}): ArticleRecord => ({
    matterCode: 'SCJG-01',
    kind: 'question',
    title: { zh, en: '' },
    body: { zh: '答。', en: '' },
    ...over,
  });
  const run = (articles: ArticleRecord[], dryRun = false, who = editor) =>
    app.get(ImportService).import({ articles, dryRun }, who);
  const changes = async (articles: ArticleRecord[], dryRun = false) =>
    (await run(articles, dryRun)).articles.map(({ change, version }) => `${change} v${version}`);
  const problems = async (articles: ArticleRecord[], who = editor): Promise<FieldProblem[]> => {
    const refused = await run(articles, false, who).then(
      () => undefined,
      (error: unknown) => error,
    );
    expect(refused).toMatchObject({ code: 'INVALID_ARGUMENT' });
    return (refused as { details: { fields: FieldProblem[] } }).details.fields;
  };
  const count = async (): Promise<number> => {
    const [row] = await queryAs<{ count: string }>(
      database.ownerUrl,
      'SELECT count(*) FROM knowledge.article_versions',
    );
    return Number(row?.count);
  };

  it('shows in a dry run what it would do, does it, and does nothing the second time', async () => {
    const articles = [record('甲？'), record('乙？')];
    const before = await count();
    expect(await run(articles, true)).toEqual({
      dryRun: true,
      missingFiles: [],
      articles: [1, 2].map(() => ({ id: null, change: 'added', version: 1 })),
    });
    expect(await count()).toBe(before);
    expect(await changes(articles)).toEqual(['added v1', 'added v1']);
    expect(await changes(articles)).toEqual(['unchanged v1', 'unchanged v1']);
    expect(await changes([record('甲？', { body: { zh: '别的。', en: '' } }), record('乙？')])).toEqual([
      'changed v1',
      'unchanged v1',
    ]);
    expect(await count()).toBe(before + 2);
  });

  it('makes drafts, also twice at the same time only once', async () => {
    const reports = await Promise.all([1, 2].map(() => run([record('同时？')])));
    const [id = ''] = new Set(reports.flatMap(({ articles }) => articles.map((one) => one.id ?? '')));
    expect(reports.map(({ articles }) => articles[0]?.id)).toEqual([id, id]);
    expect(await app.get(ArticlesService).get({ id }, editor)).toMatchObject({
      status: 'draft',
      agencyCode: 'SCJG',
    });
    const reader = someone('business');
    await expect(app.get(ArticlesService).get({ id }, reader)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('names everything that is wrong, and imports nothing of it', async () => {
    const { articles } = await run([record('旧？')]);
    const id = articles[0]?.id ?? '';
    const before = await count();
    const good = record('好？');
    expect(
      await problems([
        good,
        record('无？', { matterCode: 'SCJG-99' }),
        record('坏？', { body: { zh: '好<script>alert(1)</script>', en: '[x](javascript:alert(1))' } }),
        record('好？'),
        record('时？', { expiresAt: '2026-W01-1' }),
        record('白？', { body: { zh: ' \n', en: '' } }),
      ]),
    ).toEqual([
      { field: 'articles[1].matterCode', problem: 'there is no matter SCJG-99' },
      { field: 'articles[2].body.zh', problem: 'holds script or active HTML (<script)' },
      {
        field: 'articles[2].body.en',
        problem: 'holds a link that is none of http, https, mailto (javascript:)',
      },
      { field: 'articles[3].title.zh', problem: 'is also that of articles[0]' },
      { field: 'articles[4].expiresAt', problem: 'is not a time' },
      { field: 'articles[5].body.zh', problem: 'is blank' },
    ]);
    expect(
      await problems([good, record('丢？', { id: uuidv7() }), record('旧？', { id, kind: 'guide' })]),
    ).toMatchObject([{ field: 'articles[1].id' }, { field: 'articles[2].kind', problem: 'stays question' }]);
    const ofOther = someone('editor', { agencyCode: 'GJJ' });
    expect(await problems([good], ofOther)).toEqual([
      { field: 'articles[0].matterCode', problem: 'is a matter of SCJG' },
    ]);
    expect(await count()).toBe(before);
  });

  it('takes rows with ids for different articles, also under one title', async () => {
    const save = () => app.get(DraftsService).save({ ...record('同题？'), idempotencyKey: uuidv7() }, editor);
    const [one, other] = [await save(), await save()].map(({ id }) => record('同题？', { id }));
    expect(one && other && (await changes([one, other]))).toEqual(['unchanged v1', 'unchanged v1']);
    const unnamed = record('同题？');
    expect(one && (await problems([one, unnamed]))).toEqual([
      { field: 'articles[1].title.zh', problem: 'is also that of articles[0]' },
    ]);
  });

  it('refuses two rows for one article, by its id and by its title', async () => {
    const [added] = (await run([record('原名？')])).articles;
    const id = added?.id ?? '';
    const twice = [record('改名？', { id }), record('原名？', { body: { zh: '另一答。', en: '' } })];
    expect(await problems(twice)).toEqual([
      { field: 'articles[1].title.zh', problem: 'is the article of articles[0], too' },
    ]);
    expect(await app.get(ArticlesService).get({ id }, editor)).toMatchObject({ title: { zh: '原名？' } });
  });

  it('takes ends of lines and blanks around a text for no change', async () => {
    await run([record('空？', { body: { zh: '一\r\n二\n', en: '' } })]);
    expect(await changes([record('空？', { body: { zh: '一\n二', en: '' } })])).toEqual(['unchanged v1']);
  });

  it('does not write over what somebody has changed since the export', async () => {
    const { articles } = await run([record('改？')]);
    const id = articles[0]?.id ?? '';
    const { revision } = await app.get(ArticlesService).get({ id }, editor);
    await app
      .get(DraftsService)
      .save(
        { ...record('改？', { body: { zh: '新。', en: '' } }), id, revision, idempotencyKey: uuidv7() },
        editor,
      );
    expect(await problems([record('改？', { id, revision, body: { zh: '旧。', en: '' } })])).toEqual([
      { field: 'articles[0].revision', problem: `the article has changed since: it is now ${revision + 1}` },
    ]);
    expect(await changes([record('改？', { id, revision, body: { zh: '新。', en: '' } })])).toEqual([
      'unchanged v1',
    ]);
  });

  it('leaves a draft as it is where a row says what holds now', async () => {
    const newsroom = new Newsroom(app);
    const title = { zh: '现题？', en: '' };
    const { id, revision, body } = await newsroom.published(wording('现行。', { title }));
    await newsroom.save(await newsroom.edit(id, '新稿。', { title: { zh: '新题？', en: '' } }));
    const holding = record(title.zh, { body, attachments: [] });
    for (const row of [holding, { ...holding, id }, { ...holding, id, revision }])
      expect((await run([row])).articles).toEqual([{ id, change: 'unchanged', version: 1 }]);
    const draft = await newsroom.articles.get({ id, version: 2 }, editor);
    expect(draft).toMatchObject({ status: 'draft', body: { zh: '新稿。' } });
    expect(await changes([{ ...holding, body: { zh: '另稿。', en: '' } }])).toEqual(['changed v2']);
  });

  it('takes texts in other languages, and leaves them where there are none', async () => {
    const japanese = { language: 'ja', title: '題', body: '一日' } as const;
    const given = record('译？', { texts: [japanese] });
    expect(await changes([given])).toEqual(['added v1']);
    expect(await changes([given])).toEqual(['unchanged v1']);
    const other = { body: { zh: '改。', en: '' } };
    const { articles } = await run([record('译？', other)]);
    const view = await app.get(ArticlesService).get({ id: articles[0]?.id ?? '' }, editor);
    expect(view.texts).toMatchObject([japanese]);
    expect(view.translations).toMatchObject([{ language: 'en' }, { language: 'ja', behind: true }]);
    expect(await changes([record('译？', { ...other, texts: [{ ...japanese, body: '改' }] })])).toEqual([
      'changed v1',
    ]);
  });

  describe('with files', () => {
    const PDF = 'application/pdf';
    const file = (text: string, name = `${text}.pdf`): RecordFile => ({
      name,
      contentType: PDF,
      sha256: createHash('sha256').update(`%PDF-${text}`).digest('hex'),
    });
    const stage = (text: string, who = editor) =>
      app
        .get(StagingService)
        .stage({ contentType: PDF, content: Buffer.from(`%PDF-${text}`).toString('base64') }, who);
    const filesOf = async (id: string) =>
      (await app.get(ArticlesService).get({ id }, editor)).attachments.map(({ name }) => name);
    const rows = (id: string) =>
      queryAs<{ name: string }>(
        database.ownerUrl,
        'SELECT name FROM knowledge.article_attachments WHERE article_id = $1 ORDER BY name',
        [id],
      );

    it('says in a dry run what is missing, and imports nothing without it', async () => {
      const articles = [record('缺？'), record('表？', { attachments: [file('表一'), file('表二')] })];
      await stage('表一');
      const { missingFiles } = await run(articles, true);
      expect(missingFiles).toEqual([file('表二').sha256]);
      const before = await count();
      await stage('表二', someone('editor'));
      expect(await problems(articles)).toEqual([
        { field: 'articles[1].attachments[1]', problem: 'the content has not been staged' },
      ]);
      const wrong = [
        record('表？', { attachments: [{ ...file('表一', '表一.png'), contentType: 'image/png' }] }),
      ];
      expect(await problems(wrong)).toEqual([
        { field: 'articles[0].attachments[0].contentType', problem: 'is application/pdf' },
      ]);
      expect(await count()).toBe(before);
      await stage('表二');
      const report = await run(articles);
      expect(report.missingFiles).toEqual([]);
      expect(await filesOf(report.articles[1]?.id ?? '')).toEqual(['表一.pdf', '表二.pdf']);
      expect(await changes(articles)).toEqual(['unchanged v1', 'unchanged v1']);
    });

    it('makes them all that the article has, or leaves them as they are', async () => {
      for (const text of ['甲', '乙', '丙']) await stage(text);
      const [added] = (await run([record('件？', { attachments: [file('甲'), file('乙')] })])).articles;
      const id = added?.id ?? '';
      const attachments = [file('丙'), file('乙')];
      expect(await changes([record('件？', { attachments })])).toEqual(['changed v1']);
      expect(await filesOf(id)).toEqual(['丙.pdf', '乙.pdf']);
      expect(await rows(id)).toEqual([{ name: '丙.pdf' }, { name: '乙.pdf' }]);
      expect(await changes([record('件？', { body: { zh: '改。', en: '' } })])).toEqual(['changed v1']);
      expect(await filesOf(id)).toEqual(['丙.pdf', '乙.pdf']);
      expect(await changes([record('件？', { body: { zh: '改。', en: '' }, attachments: [] })])).toEqual([
        'changed v1',
      ]);
      expect(await rows(id)).toEqual([]);
    });

    it('are refused when they are not what they are called, and forgotten after a day', async () => {
      const content = Buffer.from('<html>').toString('base64');
      await expect(
        app.get(StagingService).stage({ contentType: PDF, content }, editor),
      ).rejects.toMatchObject({
        code: 'INVALID_ARGUMENT',
        details: { fields: [{ field: 'content', problem: 'is not application/pdf' }] },
      });
      const staged = (): Promise<object[]> =>
        queryAs(database.ownerUrl, 'SELECT FROM knowledge.staged_files WHERE staged_at < now()');
      await stage('旧');
      expect(await staged()).not.toEqual([]);
      const tomorrow = new Date(Date.now() + 2 * 86_400_000);
      const fresh = { contentType: PDF, content: Buffer.from('%PDF-新').toString('base64') } as const;
      await app.get(StagingService).stage(fresh, editor, tomorrow);
      expect(await staged()).toEqual([]);
    });
  });

  it('takes as many as there may be', async () => {
    const articles = Array.from({ length: 2_000 }, (_, index) => record(`第${index}问？`));
    const report = await run(articles);
    expect(report.articles.filter(({ change }) => change === 'added')).toHaveLength(2_000);
  });
});
