import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type {
  ArticleHistory,
  ArticlePage,
  ArticleView,
  AttachmentAdded,
  OutdatedPage,
  QuotePage,
} from '#contracts';
import { v7 as uuid } from 'uuid';
import type { Api } from '../../../tools/client/api';
import { findRoot } from '../../../tools/launcher/root';
import type { Town } from '../../support/e2e-town';
import { code, refusal, until } from '../../support/e2e-until';

const MATTER = 'ZXQY-02';

/** From a draft to what businesses read, and back. */
export function articles(city: () => Town): void {
  describe('an article', () => {
    let town: Town;
    let editor: Api;
    let reviewer: Api;
    let admin: Api;

    beforeAll(async () => {
      town = city();
      [editor, reviewer, admin] = await Promise.all([
        town.as('fang.zhi'),
        town.as('shen.yu', 1),
        town.as('admin'),
      ]);
    });

    const wording = (zh: string, over: object = {}) => ({
      matterCode: MATTER,
      kind: 'question',
      title: { zh: `贷款贴息要多久？${uuid()}`, en: '' },
      body: { zh, en: '' },
      ...over,
    });
    const step = (api: Api, article: ArticleView, action: string, over: object = {}) => {
      const { id, version, revision } = article;
      return api.post<ArticleView>(`/articles/${id}/versions/${version}/${action}`, { revision, ...over });
    };
    const publish = async (draft: ArticleView, effectiveFrom = new Date()): Promise<ArticleView> => {
      const submitted = await step(editor, draft, 'submit');
      return step(reviewer, submitted, 'approve', { effectiveFrom: effectiveFrom.toISOString() });
    };

    it('is read by nobody before its day, and by everybody from then on', async () => {
      const firm = await town.business();
      const draft = await editor.post<ArticleView>('/articles', wording('**五**个工作日。'));
      expect(draft).toMatchObject({ status: 'draft', version: 1, agencyCode: 'ZXQY' });
      const read = () => firm.api.get<ArticleView>(`/articles/${draft.id}`);
      const scheduled = await publish(draft, new Date(Date.now() + 1_500));
      expect(scheduled.status).toBe('scheduled');
      expect(await code(read())).toBe('NOT_FOUND');
      const effective = await until(() => read().catch(() => undefined), 'the article holds');
      expect(effective).toMatchObject({ version: 1, html: { zh: '<p><strong>五</strong>个工作日。</p>\n' } });
      const { items } = await reviewer.get<ArticleHistory>(`/articles/${draft.id}/history`);
      const took = items.filter(({ action }) => action === 'take-effect');
      expect(took).toMatchObject([{ at: scheduled.effectiveFrom, actorName: null }]);
    });

    it('is written by editors and approved by somebody else', async () => {
      const seat = await town.as('xu.fang');
      expect(await code(seat.post('/articles', wording('答。')))).toBe('FORBIDDEN');
      expect(await code(reviewer.post('/articles', wording('答。')))).toBe('FORBIDDEN');
      const script = editor.post('/articles', wording('看<script>alert(1)</script>'));
      expect(await refusal(script)).toMatchObject({ code: 'INVALID_ARGUMENT' });
      const nowhere = editor.post('/articles', wording('答。', { matterCode: 'ZXQY-99' }));
      expect((await refusal(nowhere)).message).toContain('ZXQY-99');

      const draft = await admin.post<ArticleView>('/articles', wording('答。'));
      const submitted = await step(admin, draft, 'submit');
      expect(await code(step(admin, submitted, 'approve'))).toBe('FORBIDDEN');
      expect(await code(step(editor, submitted, 'approve'))).toBe('FORBIDDEN');
      expect(await code(step(reviewer, draft, 'approve'))).toBe('CONFLICT');
      expect((await step(reviewer, submitted, 'approve')).status).toBe('approved');
    });

    it('knows who was told its old wording', async () => {
      const first = await publish(await editor.post<ArticleView>('/articles', wording('五个工作日。')));
      const { seat, id: conversationId } = await town.talk('hu.bin', MATTER);
      const card = { type: 'answer', articleId: first.id, version: 1 } as const;
      const { sequence } = await seat.send({ conversationId, kind: 'card', card });
      await until(async () => {
        const { items } = await editor.get<QuotePage>(`/articles/${first.id}/quotes`);
        return items.some((quote) => quote.conversationId === conversationId && quote.sequence === sequence);
      }, 'the quote is on record');
      const { revision, title } = await editor.get<ArticleView>(`/articles/${first.id}`);
      const change = wording('三个工作日。', { id: first.id, revision, title });
      await publish(await editor.post<ArticleView>('/articles', change));
      expect(await code(seat.send({ conversationId, kind: 'card', card }))).toBe('CONFLICT');
      const { items } = await editor.get<OutdatedPage>(`/articles/${first.id}/outdated`);
      expect(items).toEqual([{ conversationId, version: 1, sequence, toldCurrent: false }]);
      expect(await code(seat.api.get(`/articles/${first.id}/outdated`))).toBe('FORBIDDEN');
    });

    it('is quoted once it holds, and neither before nor where there is none', async () => {
      const draft = await editor.post<ArticleView>('/articles', wording('尚未核准。'));
      const { seat, id: conversationId } = await town.talk('hu.bin', MATTER);
      const quote = (articleId: string) =>
        seat.send({ conversationId, kind: 'card', card: { type: 'answer', articleId, version: 1 } });
      expect(await code(quote(draft.id))).toBe('INVALID_ARGUMENT');
      expect(await code(quote(uuid()))).toBe('INVALID_ARGUMENT');
      await publish(draft);
      expect(await quote(draft.id)).toMatchObject({ conversationId });
    });

    it('gives its attachments to be saved, not to be run', async () => {
      const draft = await editor.post<ArticleView>('/articles', wording('见附件。'));
      const content = Buffer.from(`%PDF-1.7\n${'证'.repeat(1_000_000)}`);
      const file = {
        name: '申请表 (1).pdf',
        contentType: 'application/pdf',
        content: content.toString('base64'),
      };
      const path = `/articles/${draft.id}/attachments`;
      const added = await editor.post<AttachmentAdded>(path, { ...file, revision: draft.revision });
      await publish({ ...draft, revision: added.revision });
      const firm = await town.business();
      const response = await fetch(`${town.url(1)}/api/v1${path}/${added.attachment.id}`, {
        headers: { authorization: `Bearer ${firm.grant.token}` },
      });
      expect(Object.fromEntries(response.headers)).toMatchObject({
        'content-type': 'application/pdf',
        'content-disposition': expect.stringMatching(
          /^attachment; .*filename\*=UTF-8''%E7%94%B3.*%281%29\.pdf$/,
        ),
        'x-content-type-options': 'nosniff',
        'content-security-policy': expect.stringContaining('sandbox'),
      });
      expect(Buffer.from(await response.arrayBuffer()).equals(content)).toBe(true);
    });

    it('goes out of the suite and into it from the command line', async () => {
      const folder = mkdtempSync(join(tmpdir(), 'qifu-knowledge-'));
      try {
        const out = join(folder, 'out');
        expect(await knowledge('export', out, '--matter', MATTER)).toContain('articles are in');
        const { items } = await editor.get<ArticlePage>('/articles', { matterCode: MATTER, limit: 200 });
        const files = (): string[] => readdirSync(out).filter((name) => name.endsWith('.md'));
        expect(files()).toHaveLength(items.length);
        expect(await knowledge('import', out, '--dry-run')).toContain(`${items.length} unchanged`);

        const [name = ''] = files();
        const text = readFileSync(join(out, name), 'utf8');
        writeFileSync(join(out, name), text.replace('<!-- en -->', '补充。\n\n<!-- en -->'));
        expect(await knowledge('import', out)).toContain('1 changed');
        writeFileSync(join(out, name), text.replace(`matterCode: ${MATTER}`, 'matterCode: NONE-01'));
        const told = await knowledge('import', out);
        expect(told).toContain(`${name}, matterCode: there is no matter NONE-01`);
        expect(told).toContain('Nothing was changed.');
      } finally {
        rmSync(folder, { recursive: true });
      }
    });

    it('brings its files along', async () => {
      const folder = mkdtempSync(join(tmpdir(), 'qifu-knowledge-'));
      try {
        const form =
          '---\nmatterCode: GJJ-01\nkind: guide\ntitle: { zh: 附件表, en: Form }\nattachments: [表.pdf]\n---\n\n见附件。\n';
        const [given, back] = [join(folder, 'given'), join(folder, 'back')];
        mkdirSync(join(given, 'a'), { recursive: true });
        writeFileSync(join(given, 'a.md'), form);
        expect(await knowledge('import', given)).toContain('a.md, attachments[0]: there is no file 表.pdf');
        writeFileSync(join(given, 'a', '表.pdf'), '%PDF-1.7 …');
        expect(await knowledge('import', given)).toContain('1 added');
        expect(await knowledge('import', given)).toContain('1 unchanged');
        const { items: drafts } = await editor.get<ArticlePage>('/articles/work', {
          status: 'draft',
          limit: 200,
        });
        const draft = drafts.find(({ title }) => title.zh === '附件表');
        const view = await editor.get<ArticleView>(`/articles/${draft?.id ?? ''}`);
        expect(view.attachments).toMatchObject([
          { name: '表.pdf', contentType: 'application/pdf', size: 12 },
        ]);
        await publish(view);
        await knowledge('export', back, '--matter', 'GJJ-01');
        const copy = join(back, `GJJ-01-${view.id}`);
        expect(readFileSync(`${copy}.md`, 'utf8')).toContain('- 表.pdf');
        expect(readFileSync(join(copy, '表.pdf'), 'utf8')).toBe('%PDF-1.7 …');
      } finally {
        rmSync(folder, { recursive: true });
      }
    });

    /** What the command says, on either channel. */
    async function knowledge(...args: string[]): Promise<string> {
      const main = join(findRoot(), 'dist/tools/knowledge/main.js');
      const child = spawn(process.execPath, [main, ...args, '--url', town.url()], {
        env: { ...process.env, INIT_CWD: '', QIFU_PASSWORD: town.suite.secrets.demo.password },
      });
      const said: string[] = [];
      for (const channel of [child.stdout, child.stderr])
        channel.on('data', (chunk: Buffer) => said.push(chunk.toString()));
      await new Promise((closed) => child.on('close', closed));
      return said.join('');
    }
  });
}
