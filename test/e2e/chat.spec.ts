import type { ArticlePage, ConversationView, DeferredRequestPage, EntryList, SessionGrant } from '#contracts';
import request from 'supertest';
import { v7 as uuid } from 'uuid';
import type { Player } from '../support/e2e-player';
import { Town } from '../support/e2e-town';
import { refusal, until } from '../support/e2e-until';

const LONG = '证'.repeat(4_000);

const numbers = (count: number): number[] => Array.from({ length: count }, (_, i) => i + 1);
const sequences = (entries: readonly { sequence: number }[]): number[] =>
  entries.map(({ sequence }) => sequence);

describe('chat, with two gateways and two desks', () => {
  let town: Town;

  beforeAll(async () => {
    town = await Town.start({
      gateways: 2,
      desks: 2,
    });
  }, 180_000);
  afterEach(() => town.tidy());
  afterAll(() => town?.stop());

  /** A business at one gateway and a seat at the other, in an accepted conversation. */
  async function talk(): Promise<{ firm: Player; seat: Player; id: string }> {
    const [firm, seat] = await Promise.all([town.business(), town.seat('chen.jing', { gateway: 1 })]);
    const { id } = await firm.open('SCJG-01');
    await seat.accept(id);
    await firm.sees(id, ({ status }) => status === 'active');
    return { firm, seat, id };
  }

  it('lives its whole life over WebSocket across both gateways', async () => {
    const [firm, seat] = await Promise.all([town.business(), town.seat('chen.jing', { gateway: 1 })]);
    const opened = await firm.open('SCJG-01');
    const { id } = opened;
    expect(opened).toMatchObject({
      status: 'waiting',
      seatGroup: 'scjg',
      language: 'zh',
      queue: { place: 1 },
    });
    expect(await seat.accept(id)).toMatchObject({ status: 'active', seatId: seat.id });
    await firm.sees(id, ({ status }) => status === 'active');

    const { items } = await seat.api.get<ArticlePage>('/articles', {
      matterCode: 'SCJG-01',
      kind: 'question',
    });
    const [article] = items;
    await firm.say(id, '你好，营业执照怎么变更地址？');
    await seat.say(id, '您好，请看办事指南。');
    await seat.send({
      conversationId: id,
      kind: 'card',
      card: { type: 'matter', matterCode: 'SCJG-01', version: 1 },
    });
    await seat.send({
      conversationId: id,
      kind: 'card',
      card: { type: 'answer', articleId: article?.id ?? '', version: article?.version ?? 0 },
    });
    expect(await seat.sees(id, ({ firstRepliedAt }) => Boolean(firstRepliedAt))).toBeDefined();
    expect(await seat.chat.request('resolve', { conversationId: id })).toMatchObject({ status: 'resolved' });
    await firm.sees(id, ({ status }) => status === 'resolved');
    const rated = await firm.chat.request('rate', { conversationId: id, solved: true, satisfaction: 5 });
    expect(rated.rating).toEqual({ solved: true, satisfaction: 5 });

    await Promise.all([firm, seat].map((player) => player.hasUpTo(id, rated.lastSequence)));
    expect(sequences(firm.entries(id))).toEqual(numbers(rated.lastSequence));
    expect(seat.entries(id)).toEqual(firm.entries(id));
    expect(firm.notices(id)).toEqual(['opened', 'queued', 'accepted', 'resolved', 'rated']);
    expect(firm.entries(id).flatMap(({ card }) => card?.type ?? [])).toEqual(['matter', 'answer']);
    await until(async () => {
      const { quoted } = await seat.api.get<{ quoted: number }>(`/articles/${article?.id}`);
      return quoted === 1;
    }, 'the quoted article is counted by the knowledge service');
  });

  it('keeps one gap-free sequence while both sides write at once', async () => {
    const { firm, seat, id } = await talk();
    const said = numbers(40).flatMap((n) => [firm.say(id, `企业 ${n}`), seat.say(id, `坐席 ${n}`)]);
    const acks = await Promise.all(said);
    const last = Math.max(...sequences(acks));
    expect(new Set(sequences(acks)).size).toBe(80);
    await Promise.all([firm, seat].map((player) => player.hasUpTo(id, last)));
    expect(sequences(firm.entries(id))).toEqual(numbers(last));
    expect(seat.entries(id)).toEqual(firm.entries(id));
    const own = (prefix: string): string[] => firm.texts(id).filter((text) => text.startsWith(prefix));
    expect(own('企业')).toEqual(numbers(40).map((n) => `企业 ${n}`));
    expect(own('坐席')).toEqual(numbers(40).map((n) => `坐席 ${n}`));
  });

  it('answers a repeated message with its first result: at once, elsewhere, after a reconnect, after the end', async () => {
    const { firm, seat, id } = await talk();
    const key = uuid();
    const copies = await Promise.all(numbers(5).map(() => firm.say(id, '只此一条', key)));
    expect(new Set(sequences(copies)).size).toBe(1);
    expect(copies.filter(({ repeated }) => !repeated)).toHaveLength(1);
    const first = { sequence: copies[0]?.sequence, at: copies[0]?.at, repeated: true };

    const elsewhere = await town.socket(1, firm.grant.token);
    const message = { conversationId: id, clientMessageId: key, kind: 'text', text: '只此一条' };
    expect(await elsewhere.ask('send', 'again', message)).toMatchObject({ type: 'ack', data: first });
    firm.chat.drop();
    expect(await firm.say(id, '只此一条', key)).toMatchObject(first);
    await seat.chat.request('resolve', { conversationId: id });
    expect(await firm.say(id, '只此一条', key)).toMatchObject(first);
    const { entries } = await firm.api.get<EntryList>(`/conversations/${id}/entries`);
    expect(entries.filter(({ text }) => text === '只此一条')).toHaveLength(1);
    expect(await refusal(firm.say(id, '另一条'))).toMatchObject({ code: 'INVALID_STATE' });
  });

  it('opens once under one key, however often and wherever it is asked', async () => {
    const [here, there] = [await town.business({ firm: 1 }), await town.business({ firm: 1, gateway: 1 })];
    const key = uuid();
    const opened = await Promise.all([here, there, here, there].map((player) => player.open('GJJ-01', key)));
    expect(new Set(opened.map(({ id }) => id)).size).toBe(1);
    await here.chat.request('leave', { conversationId: opened[0]?.id ?? '' });
    expect(await there.open('GJJ-01', key)).toMatchObject({ id: opened[0]?.id, status: 'abandoned' });
  });

  it('never shows a note to the business: live, in a list, in a stream, after a reconnect, nor when it is changed', async () => {
    const { firm, seat, id } = await talk();
    const events = await town.events(0, firm.grant.token);
    const note = await seat.send({ conversationId: id, kind: 'note', text: '机密：先看他的年报' });
    const edit = {
      conversationId: id,
      clientMessageId: uuid(),
      target: note.sequence,
      text: '机密：先看他的处罚',
    };
    await seat.chat.request('edit', edit);
    await seat.chat.request('withdraw', {
      conversationId: id,
      clientMessageId: uuid(),
      target: note.sequence,
    });
    const { sequence } = await seat.say(id, '请稍等');

    const list = await firm.api.get<EntryList>(`/conversations/${id}/entries`);
    const socket = await town.socket(1, firm.grant.token);
    const synced = await socket.got(({ type }) => type === 'synced', 'the conversation');
    await firm.hasUpTo(id, sequence);
    await until(() => events.entries(id).length >= sequence, 'all entries in the stream');
    const views = [firm.entries(id), list.entries, events.entries(id), synced.data?.['entries'] as object[]];
    for (const view of views) {
      expect(view).toHaveLength(sequence);
      expect(JSON.stringify(view)).not.toContain('机密');
      expect(view[note.sequence - 1]).toEqual({
        sequence: note.sequence,
        kind: 'hidden',
        at: expect.any(String),
      });
    }
    expect(JSON.stringify(firm.frames)).not.toContain('机密');
    expect(seat.texts(id)).toContain('机密：先看他的处罚');
  });

  it('lets a message be edited and withdrawn by its author, for two minutes', async () => {
    const { firm, seat, id } = await talk();
    const change = (target: number, text?: string) =>
      firm.chat.request(text ? 'edit' : 'withdraw', {
        conversationId: id,
        clientMessageId: uuid(),
        target,
        ...(text ? { text } : {}),
      } as { conversationId: string; clientMessageId: string; target: number; text: string });
    const { sequence } = await firm.say(id, '我的执照号是 1');
    await change(sequence, '我的执照号是 2');
    const wrong = { conversationId: id, clientMessageId: uuid(), target: sequence, text: '篡改' };
    expect(await refusal(seat.chat.request('edit', wrong))).toMatchObject({ code: 'NOT_FOUND' });
    await change(sequence);
    expect(await refusal(change(sequence, '我的执照号是 3'))).toMatchObject({ code: 'INVALID_STATE' });
    const later = await firm.api.get<EntryList>(`/conversations/${id}/entries`, { after: sequence - 1 });
    expect(later.entries.map(({ kind, target, text }) => ({ kind, target, text }))).toEqual([
      { kind: 'text', target: undefined, text: undefined },
      { kind: 'edit', target: sequence, text: undefined },
      { kind: 'withdrawal', target: sequence, text: undefined },
    ]);

    const old = await firm.say(id, '三分钟前');
    await town.query(
      `UPDATE desk.entries SET at = at - interval '3 minutes' WHERE conversation_id = $1 AND sequence = $2`,
      [id, old.sequence],
    );
    expect(await refusal(change(old.sequence, '太迟了'))).toMatchObject({ code: 'INVALID_STATE' });
    expect(await refusal(change(old.sequence))).toMatchObject({ code: 'INVALID_STATE' });
  });

  it('passes on marks, which only move forward, and who is typing', async () => {
    const { firm, seat, id } = await talk();
    const { sequence } = await firm.say(id, '在吗');
    await seat.chat.request('mark', { conversationId: id, mark: 'read', sequence });
    const back = await seat.chat.request('mark', { conversationId: id, mark: 'delivered', sequence: 1 });
    expect(back.mark).toEqual({ partyId: seat.id, delivered: sequence, read: sequence });
    await firm.told('mark', ({ mark }) => mark.partyId === seat.id && mark.read === sequence);
    seat.chat.typing(id);
    expect(await firm.told('typing')).toMatchObject({ conversationId: id, partyId: seat.id, kind: 'staff' });
    expect(seat.frames.filter(({ type }) => type === 'typing')).toHaveLength(0);
    const { marks } = await firm.api.get<ConversationView>(`/conversations/${id}`);
    expect(marks).toContainEqual({ partyId: seat.id, delivered: sequence, read: sequence });
  });

  it('brings exactly what was missed after a reconnect, at either gateway', async () => {
    const { firm, seat, id } = await talk();
    const { sequence: seen } = await firm.say(id, '先到的');
    await firm.hasUpTo(id, seen);
    firm.chat.close();
    const missed = await Promise.all(numbers(30).map((n) => seat.say(id, `错过的 ${n}`)));
    for (const gateway of [0, 1]) {
      const socket = await town.socket(gateway, firm.grant.token, [
        { conversationId: id, lastSequence: seen },
      ]);
      const { data } = await socket.got(({ type }) => type === 'synced', 'the conversation');
      expect(sequences(data?.['entries'] as [])).toEqual(sequences(missed));
      expect(data?.['conversation']).toMatchObject({ id, status: 'active', lastSequence: seen + 30 });
    }
  });

  it('resumes a conversation longer than any one message of the wire may be', async () => {
    const { firm, seat, id } = await talk();
    const sent = await Promise.all(
      numbers(120).map(() => seat.api.post(`/conversations/${id}/messages`, { kind: 'text', text: LONG })),
    );
    const { lastSequence } = await firm.api.get<ConversationView>(`/conversations/${id}`);
    const newcomer = await town.socket(1, firm.grant.token);
    await until(
      () => {
        const entries = newcomer.frames.flatMap(
          ({ data }) => (data?.['entries'] as object[] | undefined) ?? [],
        );
        return entries.length === lastSequence;
      },
      () => `all of ${lastSequence} entries, ${sent.length} of them long`,
    );
  });

  it('reopens a resolved conversation, and refuses what a client of before wants of it', async () => {
    const { firm, seat, id } = await talk();
    const stale = await seat
      .say(id, '还有问题吗？')
      .then(() => seat.chat.request('get', { conversationId: id }));
    await firm.chat.request('resolve', { conversationId: id });
    expect(await refusal(seat.say(id, '迟到的消息'))).toMatchObject({ code: 'INVALID_STATE' });
    const reopened = await firm.chat.request('reopen', { conversationId: id });
    expect(reopened).toMatchObject({ status: 'waiting', rating: null, endedAt: null });
    expect(await refusal(seat.say(id, '还是迟到'))).toMatchObject({ code: 'FORBIDDEN' });
    await seat.accept(id, 2);
    const { revision } = stale;
    const resolve = seat.chat.request('resolve', { conversationId: id, revision });
    expect(await refusal(resolve)).toMatchObject({ code: 'CONFLICT' });
    expect(await firm.chat.request('get', { conversationId: id })).toMatchObject({ status: 'active' });
    await seat.say(id, '现在可以了');
  });

  it('lives the same life over HTTP and server-sent events', async () => {
    const [firm, seat] = await Promise.all([town.vouched(50), town.signedIn('zhou.ming')]);
    const at = (gateway: number, { token }: SessionGrant, key = uuid()) => {
      const send = (method: 'get' | 'post' | 'put' | 'patch' | 'delete', path: string) =>
        request(town.url(gateway))
          [method](`/api/v1${path}`)
          .set('Authorization', `Bearer ${token}`)
          .set('Idempotency-Key', key);
      return send;
    };
    const seatEvents = await town.events(1, seat.token);
    await at(1, seat)('put', '/seats/me/state').send({ state: 'on-duty' }).expect(200);
    const opened = await at(
      0,
      firm,
      'open',
    )('post', '/conversations')
      .send({ matterCode: 'SCJG-02' })
      .expect(201);
    const id = String(opened.body.id);
    const firmEvents = await town.events(0, firm.token);
    const offer = await seatEvents.got(({ type }) => type === 'offer', 'the offer');
    await at(1, seat)('post', `/offers/${String(offer.data?.['id'])}/accept`).expect(200);

    const said = await at(
      0,
      firm,
      'first',
    )('post', `/conversations/${id}/messages`).send({ kind: 'text', text: '您好' });
    expect(said.body).toMatchObject({ conversationId: id, clientMessageId: 'first', repeated: false });
    const again = await at(
      1,
      firm,
      'first',
    )('post', `/conversations/${id}/messages`).send({ kind: 'text', text: '您好' });
    expect(again.body).toEqual({ ...said.body, repeated: true });
    const target = Number(said.body.sequence);
    await at(1, firm)('patch', `/conversations/${id}/messages/${target}`)
      .send({ text: '您好！' })
      .expect(200);
    await at(1, seat)('put', `/conversations/${id}/marks`)
      .send({ mark: 'read', sequence: target })
      .expect(200);
    await at(1, seat)('post', `/conversations/${id}/typing`).expect(204);
    await at(1, seat)('post', `/conversations/${id}/messages`)
      .send({ kind: 'note', text: '机密' })
      .expect(201);
    await at(1, firm)('delete', `/conversations/${id}/messages/${target}`).expect(200);
    await at(1, seat)('post', `/conversations/${id}/resolve`).send({}).expect(200);
    await at(0, firm)('post', `/conversations/${id}/rating`)
      .send({ solved: true, satisfaction: 4 })
      .expect(200);

    await firmEvents.got(({ type }) => type === 'typing', 'that the seat is typing');
    await firmEvents.got(({ type, data }) => type === 'mark' && data?.['conversationId'] === id, 'the mark');
    const all = [
      ...['system', 'system', 'system', 'text', 'edit'],
      'hidden',
      'withdrawal',
      'system',
      'system',
    ];
    for (const events of [firmEvents, seatEvents])
      await until(() => events.entries(id).length >= all.length, 'all entries');
    expect(firmEvents.entries(id).map(({ kind }) => kind)).toEqual(all);
    expect(sequences(firmEvents.entries(id))).toEqual(numbers(all.length));
    expect(seatEvents.entries(id).map(({ kind }) => kind)).toEqual(
      all.map((kind) => kind.replace('hidden', 'note')),
    );

    const resumed = await town.events(1, firm.token, `${id}:${target}`);
    await until(() => resumed.entries(id).length > 0, 'what was missed');
    expect(sequences(resumed.entries(id))).toEqual(numbers(all.length).slice(target));
  });

  it('takes a telephone number instead of letting a business wait', async () => {
    const firm = await town.business();
    const { id } = await firm.open('ZXQY-01');
    const wrong = firm.chat.request('call-back', { conversationId: id, phone: 'soon' });
    expect(await refusal(wrong)).toMatchObject({ code: 'INVALID_ARGUMENT' });
    const later = await firm.chat.request('call-back', {
      conversationId: id,
      phone: '13800138000',
      when: '下午',
    });
    expect(later).toMatchObject({ status: 'deferred', queue: null });
    const seat = await town.seat('hu.bin');
    const { items } = await seat.api.get<DeferredRequestPage>('/deferred-requests');
    expect(items[0]).toMatchObject({
      conversationId: id,
      kind: 'call-back',
      phone: '138****8000',
      when: '下午',
    });
    expect(seat.frames.filter(({ type }) => type === 'offer')).toHaveLength(0);
    await firm.say(id, '请下午三点以后打来');
  });

  it('lists and shows the matters, unchanged ones without their content', async () => {
    const get = (path: string) => request(town.url(1)).get(`/api/v1/matters${path}`);
    const page = await get('?agency=GJJ&limit=3').expect(200);
    expect(page.body.items).toHaveLength(3);
    const next = await get(`?agency=GJJ&limit=3&cursor=${String(page.body.nextCursor)}`).expect(200);
    expect(next.body.items[0].code > page.body.items[2].code).toBe(true);
    const all = await get('?limit=200').expect(200);
    expect(all.body.items).toHaveLength(52);
    const found = await get(`?q=${encodeURIComponent('营业执照')}`).expect(200);
    expect(found.body.items.length).toBeGreaterThan(0);

    const matter = await get('/GJJ-01').expect(200);
    expect(matter.body).toMatchObject({ code: 'GJJ-01', verified: false, version: 1 });
    await get('/GJJ-01').set('If-None-Match', String(matter.headers['etag'])).expect(304, '');
    const missing = await get('/GJJ-99')
      .expect(404)
      .expect('Content-Type', /problem\+json/);
    expect(missing.body).toMatchObject({ code: 'NOT_FOUND', status: 404, requestId: expect.any(String) });
  });
});
