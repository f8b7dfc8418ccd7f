import type { DeferredRequestPage, SessionGrant } from '#contracts';
import request from 'supertest';
import { v7 as uuid } from 'uuid';
import type { Town } from '../../support/e2e-town';
import { code, until } from '../../support/e2e-until';
import { numbers, sequences } from '../../support/e2e-values';

type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';

/** The same without a WebSocket. */
export function http(city: () => Town): void {
  describe('over HTTP', () => {
    let town: Town;

    beforeAll(() => (town = city()));

    /** Asks as somebody at a gateway; fails unless the answer has the status. */
    const as =
      ({ token }: SessionGrant, gateway: number) =>
      async (method: Method, path: string, status: number, body?: object, key: string = uuid()) => {
        const asked = request(town.url(gateway))
          [method](`/api/v1${path}`)
          .set({ Authorization: `Bearer ${token}`, 'Idempotency-Key': key });
        const { body: answer } = await asked.send(body).expect(status);
        return answer as Record<string, unknown>;
      };

    it('lives the same life over HTTP and server-sent events', async () => {
      const [business, staff] = await Promise.all([town.vouched(50), town.signedIn('zhou.ming')]);
      const [firm, firmElsewhere, seat] = [as(business, 0), as(business, 1), as(staff, 1)];
      const seatEvents = await town.events(1, staff.token);
      await seat('put', '/seats/me/state', 200, { state: 'on-duty' });
      const { id: opened } = await firm('post', '/conversations', 201, { matterCode: 'SCJG-02' });
      const id = String(opened);
      const firmEvents = await town.events(0, business.token);
      const { data: offer } = await seatEvents.got(({ type }) => type === 'offer', 'the offer');
      await seat('post', `/offers/${String(offer?.['id'])}/accept`, 200);

      const conversation = `/conversations/${id}`;
      const hello = { kind: 'text', text: '您好' };
      const said = await firm('post', `${conversation}/messages`, 201, hello, 'first');
      expect(said).toMatchObject({ conversationId: id, clientMessageId: 'first', repeated: false });
      const again = await firmElsewhere('post', `${conversation}/messages`, 201, hello, 'first');
      expect(again).toEqual({ ...said, repeated: true });
      const target = Number(said['sequence']);
      await firmElsewhere('patch', `${conversation}/messages/${target}`, 200, { text: '您好！' });
      await seat('put', `${conversation}/marks`, 200, { mark: 'read', sequence: target });
      await seat('post', `${conversation}/typing`, 204);
      await seat('post', `${conversation}/messages`, 201, { kind: 'note', text: '机密' });
      await firmElsewhere('delete', `${conversation}/messages/${target}`, 200);
      await seat('post', `${conversation}/resolve`, 200, {});
      await firm('post', `${conversation}/rating`, 200, { solved: true, satisfaction: 4 });

      await firmEvents.got(({ type }) => type === 'typing', 'that the seat is typing');
      await firmEvents.got(
        ({ type, data }) => type === 'mark' && data?.['conversationId'] === id,
        'the mark',
      );
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

      const resumed = await town.events(1, business.token, `${id}:${target}`);
      await until(() => resumed.entries(id).length > 0, 'what was missed');
      expect(sequences(resumed.entries(id))).toEqual(numbers(all.length).slice(target));
    });

    it('takes a telephone number instead of letting a business wait', async () => {
      const firm = await town.business();
      const { id } = await firm.open('ZXQY-01');
      const wrong = firm.chat.request('call-back', { conversationId: id, phone: 'soon' });
      expect(await code(wrong)).toBe('INVALID_ARGUMENT');
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
}
