import type { ConversationPage, ConversationView, EntryList } from '#contracts';
import { SignJWT } from 'jose';
import { connect } from 'nats';
import { generateKeyPairSync, randomBytes, randomUUID } from 'node:crypto';
import { Api } from '../../../tools/client/api';
import type { Town } from '../../support/e2e-town';
import { code, refusal, until } from '../../support/e2e-until';
import { numbers } from '../../support/e2e-values';

/** Who may do what. */
export function access(city: () => Town): void {
  describe('access', () => {
    let town: Town;

    beforeAll(() => (town = city()));

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
      const { firm, id } = await town.talk('xu.fang', 'GJJ-01');
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
        expect(await code(chat.request('reopen', ref))).toBe('NOT_FOUND');
        expect(await code(chat.request('leave', ref))).toBe('NOT_FOUND');
        expect(await code(api.get(`/conversations/${id}`))).toBe('NOT_FOUND');
        expect(await code(api.get(`/conversations/${id}/entries`))).toBe('NOT_FOUND');
        expect(await code(api.post(`/conversations/${id}/typing`, {}))).toBe('NOT_FOUND');
      }
      const named = await town.socket(0, stranger.grant.token, [{ conversationId: id, lastSequence: 0 }]);
      await named.ask('ping', 'after');
      expect(named.frames.map(({ type }) => type)).toEqual(['welcome', 'pong']);
      expect(await firm.api.get<ConversationView>(`/conversations/${id}`)).toEqual(before);
      expect(stranger.frames).toEqual([]);
    });

    it('lets a seat read the earlier conversations of an enterprise while it serves it, and no longer', async () => {
      const { firm, seat: before, id: earlier } = await town.talk('xu.fang', 'GJJ-01');
      await firm.say(earlier, '上次问过的事');
      await before.chat.request('resolve', { conversationId: earlier });
      const seat = await town.seat('chen.jing');
      const { id, enterpriseId } = await firm.open('SCJG-01');
      const listed = () => seat.api.get<ConversationPage>('/conversations', { enterpriseId });
      expect(await code(listed())).toBe('FORBIDDEN');
      expect(await code(seat.api.get(`/conversations/${earlier}/entries`))).toBe('NOT_FOUND');

      await seat.accept(id);
      expect((await listed()).items.map((conversation) => conversation.id)).toEqual([id, earlier]);
      const { entries } = await seat.api.get<EntryList>(`/conversations/${earlier}/entries`);
      expect(entries.flatMap(({ text }) => text ?? [])).toEqual(['上次问过的事']);
      expect(await seat.api.get(`/conversations/${earlier}`)).toMatchObject({
        id: earlier,
        status: 'resolved',
      });
      const key = { conversationId: earlier, clientMessageId: randomUUID() };
      expect(await code(seat.chat.request('send', { ...key, kind: 'note', text: '便签' }))).toBe('NOT_FOUND');
      expect(await code(seat.chat.request('reopen', { conversationId: earlier }))).toBe('NOT_FOUND');
      const stranger = await town.business();
      expect(await code(stranger.api.get('/conversations', { enterpriseId }))).toBe('FORBIDDEN');

      await seat.chat.request('resolve', { conversationId: id });
      expect(await code(listed())).toBe('FORBIDDEN');
      expect(await code(seat.api.get(`/conversations/${earlier}/entries`))).toBe('NOT_FOUND');
    });

    it('lets nobody do what its role may not', async () => {
      const { firm, seat, id } = await town.talk('xu.fang', 'GJJ-01');
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
        firm.send({
          conversationId: id,
          kind: 'card',
          card: { type: 'answer', articleId: randomUUID(), version: 1 },
        }),
      ];
      for (const call of await Promise.all(forbidden.map(code))) expect(call).toBe('FORBIDDEN');
      expect((await firm.chat.request('get', { conversationId: id })).seatId).toBe(seat.id);
    });

    it('hires nobody for an agency that there is not', async () => {
      const { message } = await refusal(town.hire({ role: 'expert', agencyCode: 'NONE' }));
      expect(message).toBe('There is no agency NONE.');
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
      const { firm, id } = await town.talk('xu.fang', 'GJJ-01');
      const { token } = firm.grant;
      const sockets = await Promise.all([0, 1].map((gateway) => town.socket(gateway, token)));
      await fetch(`${town.url(0)}/api/v1/sessions/current`, {
        method: 'DELETE',
        headers: { authorization: `Bearer ${token}` },
      });
      for (const socket of sockets) expect(await socket.closed()).toBe(4001);
      const tries = (): Promise<string[]> =>
        Promise.all(
          numbers(8).map((n) =>
            code(new Api(town.url(n % 2)).as(token).get(`/conversations/${id}`)).catch(() => 'let in'),
          ),
        );
      await until(async () => (await tries()).every((answer) => answer === 'UNAUTHENTICATED'), 'refusals');
      const back = await town.socket(1);
      back.send({ type: 'hello', id: '1', data: { token } });
      expect(await back.closed()).toBe(4001);
      expect(await town.vouched(8)).toHaveProperty('token');
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
        for await (const { type, data } of gateway.status())
          if (type === 'error') refused.push(JSON.stringify(data));
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
}
