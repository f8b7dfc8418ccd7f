import type { AppError, EntryList, MessageAck } from '#contracts';
import { randomUUID } from 'node:crypto';
import type { Town } from '../../support/e2e-town';
import { code, refusal, until } from '../../support/e2e-until';
import { LONG, numbers } from '../../support/e2e-values';

const NOWHERE = randomUUID();

const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth);

/** What clients must not do, and what it does to others: nothing. */
export function abuse(city: () => Town): void {
  describe('rubbish and floods', () => {
    let town: Town;

    beforeAll(() => (town = city()));

    it('answers rubbish with clear errors, on a connection that still works', async () => {
      const { firm, id } = await town.talk('xu.fang', 'GJJ-01');
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
        [
          { type: 'send', id: 'c', data: { ...key, kind: 'card', card: { type: 'virus' } } },
          'c',
          'card.type',
        ],
        [{ type: 'send', id: 'e', data: { ...key, kind: 'text', text: 'x', admin: true } }, 'e', 'admin'],
        [
          { type: 'send', id: 'f', data: { ...key, kind: 'text', text: 'x', card: { type: 'x' } } },
          'f',
          'card',
        ],
        [`{"type":"send","id":"d","data":{"text":${nested(30_000)}}}`, 'd'],
        [{ type: 'accept', id: 'o', data: { offerId: {}, conversationId: 'x' } }, 'o'],
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

      for (const n of numbers(20)) socket.send(`rubbish ${n}`);
      expect(await socket.closed()).toBe(4003);
      const { entries } = await firm.api.get<EntryList>(`/conversations/${id}/entries`);
      expect(entries.filter(({ kind }) => kind !== 'system')).toHaveLength(1);
    });

    it('refuses what is too large, and goes on for the others', async () => {
      const { firm, id } = await town.talk('xu.fang', 'GJJ-01');
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
      const { firm, id } = await town.talk('xu.fang', 'GJJ-01');
      const hasty = await town.socket(0, firm.grant.token);
      for (const n of numbers(60)) hasty.send({ type: 'ping', id: `ping-${n}` });
      const refused = await hasty.got(({ type }) => type === 'error', 'a refusal');
      expect(refused.error).toMatchObject({ code: 'RATE_LIMITED' });
      expect(hasty.closedWith).toBeUndefined();
      for (const n of numbers(400)) hasty.send({ type: 'ping', id: `more-${n}` });
      expect(await hasty.closed()).toBe(4029);

      const page = () =>
        firm.api.get(`/conversations/${id}`).then(
          () => 'answered',
          (error: AppError) => error.code,
        );
      const pages = await Promise.all(numbers(400).map(page));
      expect(new Set(pages)).toEqual(new Set(['answered', 'RATE_LIMITED']));
      await until(async () => (await page()) === 'answered', 'it may ask again');

      await firm.open('GJJ-02');
      await firm.open('GJJ-03');
      expect(await code(firm.api.post('/conversations', { matterCode: 'GJJ-04' }))).toBe('RATE_LIMITED');
      await firm.chat.request('resolve', { conversationId: id });
      await firm.open('GJJ-04');
      expect(await code(firm.api.post(`/conversations/${id}/reopen`, {}))).toBe('RATE_LIMITED');
    });

    it('drops a client that does not keep up with 4008, which can resume', async () => {
      const { firm, seat, id } = await town.talk('xu.fang', 'GJJ-01');
      const slow = await town.socket(1, firm.grant.token);
      slow.pause();
      const say = () =>
        seat.api.post<MessageAck>(`/conversations/${id}/messages`, { kind: 'text', text: LONG });
      const acks = await Promise.all(numbers(40).map(say));
      // Their answers are far more than may wait, also with what the kernel takes on top.
      for (const n of numbers(30)) slow.send({ type: 'entries', id: `e${n}`, data: { conversationId: id } });
      await until(async () => {
        const metrics = await (await fetch(`${town.url(1)}/metrics`)).text();
        return /code="4008"[^\n]* [1-9]/.test(metrics);
      }, 'the gateway counts a connection closed with 4008');
      slow.resume();
      expect(await slow.closed()).toBe(4008);
      const last = Math.max(...acks.map(({ sequence }) => sequence));
      const resumed = await town.socket(1, firm.grant.token, [
        { conversationId: id, lastSequence: last - 2 },
      ]);
      const { data } = await resumed.got(({ type }) => type === 'synced', 'the conversation');
      expect(data?.['entries']).toMatchObject([{ sequence: last - 1 }, { sequence: last }]);
    });
  });
}
