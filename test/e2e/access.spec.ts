import type { ConversationView, EntryList, MessageAck } from '#contracts';
import { SignJWT } from 'jose';
import { connect } from 'nats';
import { generateKeyPairSync, randomBytes, randomUUID } from 'node:crypto';
import { Api } from '../../tools/client/api';
import type { Player } from '../support/e2e-player';
import { Town } from '../support/e2e-town';
import { refusal, until } from '../support/e2e-until';

const LONG = '证'.repeat(4_000);
const NOWHERE = randomUUID();

const times = (count: number): number[] => Array.from({ length: count }, (_, i) => i + 1);
const code = async (call: Promise<unknown>): Promise<string> => (await refusal(call)).code;

describe('who may do what, with two gateways and two desks', () => {
  let town: Town;

  beforeAll(async () => {
    town = await Town.start({ gateways: 2, desks: 2, env: { GATEWAY_MAX_BUFFERED_BYTES: '65536' } });
  }, 180_000);
  afterEach(() => town.tidy());
  afterAll(() => town?.stop());

  async function talk(): Promise<{ firm: Player; seat: Player; id: string }> {
    const [firm, seat] = await Promise.all([town.business(), town.seat('xu.fang', { gateway: 1 })]);
    const { id } = await firm.open('GJJ-01');
    await seat.accept(id);
    await firm.sees(id, ({ status }) => status === 'active');
    return { firm, seat, id };
  }

  describe('a host token', () => {
    const now = Math.floor(Date.now() / 1000);
    const claims = (changes: object = {}) => {
      const { name, creditCode, enterprise, id } = town.representative(7);
      const { issuer: iss, audience: aud } = town.suite.secrets.hostApp;
      return { iss, aud, sub: id, name, creditCode, enterprise, iat: now, exp: now + 300, ...changes };
    };
    const exchange = async (changes: object, key = town.suite.secrets.hostApp.sharedKey) => {
      const token = await new SignJWT(claims(changes))
        .setProtectedHeader({ alg: 'HS256' })
        .sign(Buffer.from(key, 'base64'));
      return new Api(town.url()).exchange(token);
    };

    it('opens a session when everything is right', async () => {
      expect(await exchange({})).toMatchObject({ role: 'business', enterpriseName: '测试企业7有限公司' });
    });

    it.each([
      ['expired', { exp: now - 60 }, 'UNAUTHENTICATED', 'expired'],
      ['for somebody else', { aud: 'another-desk' }, 'UNAUTHENTICATED', 'not valid'],
      ['of an unknown app', { iss: 'another-app' }, 'UNAUTHENTICATED', 'not known'],
      ['too long-lived', { exp: now + 86_400 }, 'UNAUTHENTICATED', '600 s'],
      ['without an end', { exp: undefined }, 'UNAUTHENTICATED', 'not valid'],
      [
        'with a wrong check character',
        { creditCode: '91310000MA1FL0000X' },
        'INVALID_ARGUMENT',
        'creditCode',
      ],
      ['without an enterprise', { enterprise: '' }, 'INVALID_ARGUMENT', 'enterprise'],
    ])('is refused %s', async (_, changes, expected, message) => {
      expect(await refusal(exchange(changes))).toMatchObject({
        code: expected,
        message: expect.stringContaining(message),
      });
    });

    it('is refused when it is signed with another key, not signed, or no token at all', async () => {
      expect(await code(exchange({}, randomBytes(32).toString('base64')))).toBe('UNAUTHENTICATED');
      const [head, body] = [{ alg: 'none' }, claims()].map((part) =>
        Buffer.from(JSON.stringify(part)).toString('base64url'),
      );
      for (const token of [`${head}.${body}.`, 'rubbish', ''])
        expect(await code(new Api(town.url()).exchange(token))).toBe('UNAUTHENTICATED');
    });
  });

  it('hides a conversation from other businesses and seats, whatever they try', async () => {
    const { firm, id } = await talk();
    const [stranger, seat, expert] = await Promise.all([
      town.business(),
      town.seat('hu.bin', { idle: true }),
      town.seat('gjj.expert', { idle: true }),
    ]);
    const before = await firm.api.get<ConversationView>(`/conversations/${id}`);
    for (const { chat, api } of [stranger, seat, expert]) {
      const ref = { conversationId: id };
      const key = { ...ref, clientMessageId: randomUUID() };
      expect(await code(chat.request('get', ref))).toBe('NOT_FOUND');
      expect(await code(chat.request('entries', ref))).toBe('NOT_FOUND');
      expect(await code(chat.request('send', { ...key, kind: 'text', text: '我是谁' }))).toBe('NOT_FOUND');
      expect(await code(chat.request('edit', { ...key, target: 1, text: '改' }))).toBe('NOT_FOUND');
      expect(await code(chat.request('withdraw', { ...key, target: 1 }))).toBe('NOT_FOUND');
      expect(await code(chat.request('mark', { ...ref, mark: 'read', sequence: 3 }))).toBe('NOT_FOUND');
      expect(await code(chat.request('resolve', ref))).toBe('NOT_FOUND');
      expect(await code(chat.request('leave', ref))).toBe('NOT_FOUND');
      expect(await code(api.get(`/conversations/${id}`))).toBe('NOT_FOUND');
      expect(await code(api.get(`/conversations/${id}/entries`))).toBe('NOT_FOUND');
      expect(await code(api.post(`/conversations/${id}/typing`, {}))).toBe('NOT_FOUND');
    }
    for (const type of ['rate', 'call-back'] as const) {
      const data = type === 'rate' ? { solved: true, satisfaction: 1 } : { phone: '13800138000' };
      const request = stranger.chat.request(type, { conversationId: id, ...data } as never);
      expect(await code(request)).toMatch(/NOT_FOUND|INVALID_STATE/);
    }
    const named = await town.socket(0, stranger.grant.token, [{ conversationId: id, lastSequence: 0 }]);
    await named.ask('ping', 'after');
    expect(named.frames.map(({ type }) => type)).toEqual(['welcome', 'pong']);
    expect(await firm.api.get<ConversationView>(`/conversations/${id}`)).toEqual(before);
    expect(stranger.frames).toEqual([]);
  });

  it('lets nobody do what its role may not', async () => {
    const { firm, seat, id } = await talk();
    const forbidden = [
      seat.api.get('/metrics/desk'),
      seat.api.get('/conversations', { scope: 'all' }),
      seat.api.get(`/conversations/${id}/routing`),
      seat.api.post('/seats', {}),
      seat.api.put('/service-hours', { days: 'every-day', periods: [] }),
      seat.chat.request('look-on', { conversationId: id }),
      seat.chat.request('open', { matterCode: 'GJJ-01', idempotencyKey: 'x' }),
      firm.api.get('/seats'),
      firm.api.get('/deferred-requests'),
      firm.chat.request('take-over', { conversationId: id }),
      firm.chat.request('transfer', { conversationId: id, to: 'group', targetId: 'scjg', comment: '换' }),
      firm.chat.request('accept', { conversationId: id }),
      firm.chat.request('state', { state: 'on-duty' }),
      firm.send({ conversationId: id, kind: 'note', text: '便签' }),
    ];
    for (const call of await Promise.all(forbidden.map(code))) expect(call).toBe('FORBIDDEN');
    expect((await firm.chat.request('get', { conversationId: id })).seatId).toBe(seat.id);
  });

  it('refuses a forged session, and none', async () => {
    const { privateKey } = generateKeyPairSync('ed25519');
    const { partyId } = await town.signedIn('admin');
    const forged = await new SignJWT({ role: 'admin', name: '系统管理员' })
      .setProtectedHeader({ alg: 'EdDSA' })
      .setIssuer('qifu-desk')
      .setSubject(partyId)
      .setJti(randomUUID())
      .setExpirationTime('1h')
      .sign(privateKey);
    for (const token of [forged, 'rubbish']) {
      expect(await code(new Api(town.url()).as(token).get('/seats'))).toBe('UNAUTHENTICATED');
      const socket = await town.socket(0);
      socket.send({ type: 'hello', id: '1', data: { token } });
      expect(await socket.closed()).toBe(4001);
      expect(socket.frames[0]?.error).toMatchObject({ code: 'UNAUTHENTICATED' });
    }
    expect(await code(new Api(town.url()).get('/sessions/current'))).toBe('UNAUTHENTICATED');
  });

  it('ends sockets and tokens everywhere when somebody signs out', async () => {
    const { firm, id } = await talk();
    const { token } = firm.grant;
    const sockets = await Promise.all([0, 1].map((gateway) => town.socket(gateway, token)));
    await fetch(`${town.url(0)}/api/v1/sessions/current`, {
      method: 'DELETE',
      headers: { authorization: `Bearer ${token}` },
    });
    for (const socket of sockets) expect(await socket.closed()).toBe(4001);
    // Every gateway and every desk has heard of it once the sockets of both gateways are closed, or does before long.
    const tries = (): Promise<string[]> =>
      Promise.all(
        times(8).map((n) =>
          code(new Api(town.url(n % 2)).as(token).get(`/conversations/${id}`)).catch(() => 'let in'),
        ),
      );
    await until(async () => (await tries()).every((answer) => answer === 'UNAUTHENTICATED'), 'refusals');
    const back = await town.socket(1);
    back.send({ type: 'hello', id: '1', data: { token } });
    expect(await back.closed()).toBe(4001);
    expect((await town.vouched(8)).token).not.toBe(token);
  });

  it('answers rubbish with clear errors, on a connection that still works', async () => {
    const { firm, id } = await talk();
    const socket = await town.socket(0);
    const refused = async (frame: object | string | Buffer, id: string | null) => {
      const before = socket.frames.length;
      socket.send(frame);
      await until(() => socket.frames.length > before, 'an answer');
      const { error, ...answer } = socket.frames[before] ?? { type: 'none' };
      expect(answer).toEqual({ type: 'error', id });
      return error;
    };
    expect(await refused({ type: 'get', id: 'g', data: { conversationId: id } }, 'g')).toMatchObject({
      code: 'UNAUTHENTICATED',
    });
    await socket.hello(firm.grant.token);
    await socket.got(({ type }) => type === 'synced', 'the conversation');
    const key = { conversationId: id, clientMessageId: 'k' };
    const rubbish: [object | string | Buffer, string | null, string?][] = [
      ['{"type":', null],
      ['[]', null],
      ['"hello"', null],
      [Buffer.from('{"type":"ping","id":"1"}'), null],
      [{ type: 'ping' }, null],
      [{ type: 'ping', id: 'x'.repeat(65) }, null],
      [{ type: 'destroy', id: 'u' }, 'u'],
      [{ type: '__proto__', id: 'p' }, 'p'],
      [{ type: 'send', id: 'a', data: [] }, 'a'],
      [{ type: 'send', id: 's', data: { ...key, kind: 'text' } }, 's', 'text'],
      [{ type: 'send', id: 't', data: { ...key, kind: 'text', text: { $gt: '' } } }, 't', 'text'],
      [{ type: 'send', id: 'c', data: { ...key, kind: 'card', card: { type: 'virus' } } }, 'c', 'card.type'],
      [{ type: 'send', id: 'e', data: { ...key, kind: 'text', text: 'x', admin: true } }, 'e', 'admin'],
      [{ type: 'send', id: 'z', data: { ...key, kind: 'text', text: 'a\u0000b' } }, 'z', 'text'],
      [{ type: 'get', id: 'i', data: { conversationId: "' OR 1=1" } }, 'i', 'conversationId'],
      [
        { type: 'mark', id: 'm', data: { conversationId: id, mark: 'read', sequence: 1e308 } },
        'm',
        'sequence',
      ],
    ];
    for (const [frame, frameId, field] of rubbish) {
      const error = await refused(frame, frameId);
      expect(error).toMatchObject({ code: 'INVALID_ARGUMENT', message: expect.any(String) });
      if (field) expect(JSON.stringify(error?.details)).toContain(`"field":"${field}"`);
    }
    expect(await refused({ type: 'get', id: 'n', data: { conversationId: NOWHERE } }, 'n')).toMatchObject({
      code: 'NOT_FOUND',
    });
    expect(await socket.ask('send', 'ok', { ...key, kind: 'text', text: '还在' })).toMatchObject({
      type: 'ack',
    });
    expect(socket.closedWith).toBeUndefined();

    for (const n of times(20)) socket.send(`rubbish ${n}`);
    expect(await socket.closed()).toBe(4003);
    const { entries } = await firm.api.get<EntryList>(`/conversations/${id}/entries`);
    expect(entries.filter(({ kind }) => kind !== 'system')).toHaveLength(1);
  });

  it('refuses what is too large, and goes on for the others', async () => {
    const { firm, id } = await talk();
    const socket = await town.socket(0, firm.grant.token);
    socket.send({ type: 'send', id: 'big', data: { text: 'x'.repeat(70_000) } });
    expect(await socket.closed()).toBe(1009);
    expect(await code(firm.say(id, `${LONG}件`))).toBe('INVALID_ARGUMENT');
    const body = { kind: 'text', text: 'x'.repeat(300_000) };
    const { code: tooLarge, message } = await refusal(firm.api.post(`/conversations/${id}/messages`, body));
    expect([tooLarge, message]).toEqual(['INVALID_ARGUMENT', expect.stringContaining('too large')]);
    expect((await firm.say(id, LONG)).sequence).toBe(4);
  });

  it('slows down who sends too much, and lets nobody open too many', async () => {
    const { firm } = await talk();
    const hasty = await town.socket(0, firm.grant.token);
    for (const n of times(60)) hasty.send({ type: 'ping', id: `ping-${n}` });
    const refused = await hasty.got(({ type }) => type === 'error', 'a refusal');
    expect(refused.error).toMatchObject({ code: 'RATE_LIMITED' });
    expect(hasty.closedWith).toBeUndefined();
    for (const n of times(400)) hasty.send({ type: 'ping', id: `more-${n}` });
    expect(await hasty.closed()).toBe(4029);

    await firm.open('GJJ-02');
    await firm.open('GJJ-03');
    expect(await code(firm.api.post('/conversations', { matterCode: 'GJJ-04' }))).toBe('RATE_LIMITED');
  });

  it('drops a client that does not keep up with 4008, which can resume', async () => {
    const { firm, seat, id } = await talk();
    const slow = await town.socket(1, firm.grant.token);
    slow.pause();
    const say = () =>
      seat.api.post<MessageAck>(`/conversations/${id}/messages`, { kind: 'text', text: LONG });
    const acks = await Promise.all(times(40).map(say));
    // Their answers are far more than may wait, also with what the kernel takes on top.
    for (const n of times(30)) slow.send({ type: 'entries', id: `e${n}`, data: { conversationId: id } });
    await until(async () => {
      const metrics = await (await fetch(`${town.url(1)}/metrics`)).text();
      return /code="4008"[^\n]* [1-9]/.test(metrics);
    }, 'the gateway counts a connection closed with 4008');
    slow.resume();
    expect(await slow.closed()).toBe(4008);
    const last = Math.max(...acks.map(({ sequence }) => sequence));
    const resumed = await town.socket(1, firm.grant.token, [{ conversationId: id, lastSequence: last - 2 }]);
    const { data } = await resumed.got(({ type }) => type === 'synced', 'the conversation');
    expect(data?.['entries']).toMatchObject([{ sequence: last - 1 }, { sequence: last }]);
  });

  it('keeps a service that was taken over to its own subjects on NATS', async () => {
    const { nats } = town.suite;
    const login = nats.credentials('gateway');
    const gateway = await connect({
      servers: nats.url,
      user: login?.user ?? '',
      pass: login?.password ?? '',
    });
    const refused: string[] = [];
    void (async () => {
      for await (const { type, data } of gateway.status()) if (type === 'error') refused.push(String(data));
    })();
    gateway.publish('desk.evt.conversation.ended', '{}');
    gateway.publish('desk.live.board', '{}');
    gateway.publish('$JS.API.STREAM.DELETE.DESK_EVENTS', '');
    for (const subject of ['_INBOX_desk.>', 'desk.*.*', '>']) {
      gateway.subscribe(subject, { callback: (error) => error && refused.push(subject) });
    }
    await until(
      () => refused.length >= 6,
      () => `six refusals; there came ${JSON.stringify(refused)}`,
    );
    await expect(connect({ servers: nats.url, user: 'desk', pass: 'guessed' })).rejects.toThrow(
      /Authorization/,
    );
    await expect(connect({ servers: nats.url })).rejects.toThrow(/Authorization/);
    await gateway.close();
  });
});
