import type { INestApplicationContext } from '@nestjs/common';
import { MAX_ATTACHMENTS, type AddAttachment } from '#contracts';
import { v7 as uuidv7 } from 'uuid';
import { ArticlesService } from '../../apps/knowledge/src/articles/articles.service';
import { DraftsService } from '../../apps/knowledge/src/articles/drafts.service';
import { LifecycleService } from '../../apps/knowledge/src/articles/lifecycle.service';
import { AttachmentsService } from '../../apps/knowledge/src/attachments/attachments.service';
import { entities } from '../../apps/knowledge/src/database/entities';
import { createTestDatabase, type TestDatabase } from '../support/database';
import { KnowledgeUnderTest, someone } from '../support/knowledge';
import { openModule } from '../support/nest';
import { queryAs } from '../support/query';

describe('attachments', () => {
  let database: TestDatabase;
  let app: INestApplicationContext;
  let articles: ArticlesService;
  let attachments: AttachmentsService;
  const editor = someone('editor');
  const reviewer = someone('reviewer');
  const business = someone('business');

  beforeAll(async () => {
    database = await createTestDatabase('knowledge');
    app = await openModule(KnowledgeUnderTest, 'knowledge', entities, database);
    articles = app.get(ArticlesService);
    attachments = app.get(AttachmentsService);
  });
  afterAll(async () => {
    await app?.close();
    await database?.drop();
  });

  const draft = async (): Promise<string> => {
    const body = { zh: '见附件。', en: '' };
    const request = { matterCode: 'SCJG-01', kind: 'guide' as const, title: { zh: '表', en: '' }, body };
    return (await app.get(DraftsService).save({ ...request, idempotencyKey: uuidv7() }, editor)).id;
  };
  const at = async (id: string) => {
    const { revision } = await articles.get({ id }, editor);
    return { id, revision, idempotencyKey: uuidv7() };
  };
  const pdf = async (id: string, over: Partial<AddAttachment> = {}): Promise<AddAttachment> => ({
    ...(await at(id)),
    name: '申请表.pdf',
    contentType: 'application/pdf',
    content: Buffer.from('%PDF-1.7 …').toString('base64'),
    ...over,
  });
  const publish = async (id: string, version: number): Promise<void> => {
    const lifecycle = app.get(LifecycleService);
    const step = async () => ({
      ...(await at(id)),
      version,
      revision: (await articles.get({ id, version }, editor)).revision,
    });
    await lifecycle.submit(await step(), editor);
    await lifecycle.approve({ ...(await step()), effectiveFrom: new Date().toISOString() }, reviewer);
  };

  it('are seen with the version that has them, and stay with it', async () => {
    const id = await draft();
    const request = await pdf(id);
    const { attachment } = await attachments.add(request, editor);
    expect((await attachments.add(request, editor)).attachment).toEqual(attachment);
    expect(attachment).toMatchObject({
      name: '申请表.pdf',
      size: 12,
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    const ref = { id, attachmentId: attachment.id };
    await expect(attachments.get(ref, business)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await attachments.get(ref, reviewer)).toEqual({ ...attachment, content: request.content });

    await publish(id, 1);
    expect(await attachments.get(ref, business)).toMatchObject({ content: request.content });
    expect((await articles.get({ id }, business)).attachments).toEqual([attachment]);

    expect(await attachments.remove({ ...ref, ...(await at(id)) }, editor)).toMatchObject({ version: 2 });
    expect((await articles.get({ id, version: 2 }, editor)).attachments).toEqual([]);
    await publish(id, 2);
    expect((await articles.get({ id, version: 1 }, business)).attachments).toEqual([attachment]);
    expect(await attachments.get(ref, business)).toMatchObject({ name: '申请表.pdf' });
  });

  it('are deleted when only a draft had them', async () => {
    const id = await draft();
    const { attachment } = await attachments.add(await pdf(id), editor);
    await attachments.remove({ attachmentId: attachment.id, ...(await at(id)) }, editor);
    const rows = await queryAs(
      database.ownerUrl,
      'SELECT FROM knowledge.article_attachments WHERE article_id = $1',
      [id],
    );
    expect(rows).toEqual([]);
  });

  it('are refused when they are not what they are called, or too many', async () => {
    const id = await draft();
    const wrong = await pdf(id, { content: Buffer.from('<html>').toString('base64') });
    await expect(attachments.add(wrong, editor)).rejects.toMatchObject({
      code: 'INVALID_ARGUMENT',
      details: { fields: [{ field: 'content', problem: 'is not application/pdf' }] },
    });
    await expect(attachments.add(await pdf(id, { name: '申请表.html' }), editor)).rejects.toMatchObject({
      details: { fields: [{ field: 'name', problem: 'must end in .pdf, as application/pdf does' }] },
    });
    for (let count = 0; count < MAX_ATTACHMENTS; count += 1) await attachments.add(await pdf(id), editor);
    await expect(attachments.add(await pdf(id), editor)).rejects.toMatchObject({ code: 'INVALID_STATE' });
    expect((await articles.get({ id }, editor)).attachments).toHaveLength(MAX_ATTACHMENTS);
  });
});
