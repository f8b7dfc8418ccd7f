import { AttachmentsService } from '../../apps/enterprise-desk/src/attachments/attachments.service';
import { UnsentAttachments } from '../../apps/enterprise-desk/src/attachments/unsent-attachments.service';
import { UnitOfWork } from '#database';
import { v7 as uuidv7 } from 'uuid';
import { CAST, OrderDesk, refused } from '../support/orders';

const DAY_MS = 86_400_000;
const PDF = Buffer.from('%PDF-1.7 …').toString('base64');

describe('attachments of agencies', () => {
  let desk: OrderDesk;

  beforeAll(async () => {
    desk = await OrderDesk.open();
  });
  afterAll(() => desk?.close());

  const attachments = () => desk.app.get(AttachmentsService);
  const upload = (over: object = {}, who = CAST.scjg, now?: Date) =>
    attachments().upload(
      who,
      { name: '答复.pdf', mediaType: 'application/pdf', content: PDF, idempotencyKey: uuidv7(), ...over },
      now,
    );
  const ofOrder = async (...steps: Parameters<OrderDesk['run']>[1][]) => {
    const { id } = await desk.create();
    await desk.run({ id }, 'seat dispatch', 'scjg sign', 'scjg first-contact', ...steps);
    return { id };
  };
  const clean = (now: Date): Promise<void> =>
    desk.app.get(UnitOfWork).run((tx) => desk.app.get(UnsentAttachments).clean(tx, now));
  const there = async (id: string, who = CAST.scjg): Promise<boolean> =>
    attachments()
      .get(who, id)
      .then(
        () => true,
        () => false,
      );

  it('are what they are called, and a refusal says what they are not', async () => {
    expect(await upload()).toMatchObject({ mediaType: 'application/pdf', bytes: 12 });
    const program = Buffer.from('4d5a9000', 'hex').toString('base64');
    expect(await refused(upload({ name: '答复.exe' }))).toMatchObject({
      code: 'INVALID_ARGUMENT',
      details: { fields: [{ field: 'name', problem: 'must end in .pdf, as application/pdf does' }] },
    });
    expect(await refused(upload({ content: program }))).toMatchObject({
      code: 'INVALID_ARGUMENT',
      details: { fields: [{ field: 'content', problem: 'is not application/pdf' }] },
    });
  });

  it('come once under a key', async () => {
    const idempotencyKey = uuidv7();
    const first = await upload({ idempotencyKey });
    expect(await upload({ idempotencyKey })).toEqual(first);
    const other = Buffer.from('%PDF-1.4').toString('base64');
    expect((await refused(upload({ idempotencyKey, content: other }))).code).toBe('CONFLICT');
  });

  it('go with what their own agency does, and nothing is done with those of another', async () => {
    const order = await ofOrder();
    const [own, foreign] = [await upload(), await upload({}, CAST.gjj)];
    for (const attachmentIds of [[own.id, foreign.id], [uuidv7()]])
      expect(await refused(desk.act('scjg', order, 'reply', { attachmentIds }))).toMatchObject({
        code: 'INVALID_ARGUMENT',
        details: { fields: [{ field: 'attachmentIds', problem: expect.any(String) }] },
      });
    const replied = await desk.act('scjg', order, 'reply', { attachmentIds: [own.id, own.id] });
    expect(replied.status).toBe('replied');
  });

  it('are read by who sees an order with which they went, and by nobody else', async () => {
    const order = await ofOrder('seat add-co-handler', 'zxqy sign');
    const [own, unsent] = [await upload({}, CAST.zxqy), await upload({}, CAST.zxqy)];
    await desk.act('zxqy', order, 'reply', { attachmentIds: [own.id] });
    const readers = async (id: string) =>
      Promise.all(
        [CAST.seat, CAST.other, CAST.lead, CAST.scjg, CAST.zxqy, CAST.gjj].map((who) => there(id, who)),
      );
    expect(await readers(own.id)).toEqual([true, true, true, true, true, false]);
    expect(await readers(unsent.id)).toEqual([false, false, false, false, true, false]);
    await desk.act('seat', order, 'conceal');
    expect(await readers(own.id)).toEqual([true, false, true, true, true, false]);
  });

  it('are deleted a week after they came when they went with nothing, a few at a time', async () => {
    const order = await ofOrder();
    // Not yet a week ago: the desk's own timer leaves them alone.
    const came = new Date(Date.now() - 6 * DAY_MS);
    const [sent, fresh] = [await upload({}, CAST.scjg, came), await upload()];
    await desk.act('scjg', order, 'note', { text: '见附件', attachmentIds: [sent.id] });
    const lost: string[] = [];
    for (let n = 0; n < 60; n += 1) lost.push((await upload({}, CAST.scjg, new Date(came.getTime() + n))).id);
    const left = async () =>
      (await desk.query<{ id: string }>('SELECT id FROM attachments WHERE id = ANY($1)', [lost])).length;

    await clean(new Date(came.getTime() + 7 * DAY_MS - 1));
    expect(await left()).toBe(60);
    const now = new Date(came.getTime() + 8 * DAY_MS);
    await clean(now);
    expect(await left()).toBe(10);
    const dueIn = async () => {
      const [timer] = await desk.query<{ fire_at: Date }>(
        `SELECT fire_at FROM timers WHERE kind = 'unsent-attachments'`,
      );
      return (timer?.fire_at.getTime() ?? 0) - now.getTime();
    };
    expect(await dueIn()).toBe(1_000);
    await clean(now);
    expect(await left()).toBe(0);
    expect(await dueIn()).toBe(3_600_000);
    expect(await there(sent.id)).toBe(true);
    expect(await there(fresh.id)).toBe(true);
  });
});
