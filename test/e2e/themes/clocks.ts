import type {
  ConversationPage,
  ConversationView,
  DeferredRequestPage,
  MetricName,
  MetricReport,
} from '#contracts';
import type { Town } from '../../support/e2e-town';
import { until } from '../../support/e2e-until';

/** What time brings about; the city's times are short. */
export function clocks(city: () => Town): void {
  describe('clocks', () => {
    let town: Town;

    beforeAll(() => (town = city()));

    const status = async (id: string): Promise<string> => {
      const lead = await town.as('tang.yan');
      return (await lead.get<ConversationView>(`/conversations/${id}`)).status;
    };

    const timers = (kind: string, key: string) =>
      town.query('SELECT 1 FROM desk.timers WHERE kind = $1 AND key = $2', [kind, key]);

    it('gives the conversations of a seat that stays away back to the queue', async () => {
      const { firm, seat, id } = await town.talk('zhou.ming');
      const other = await town.seat('he.lei', { idle: true });
      seat.chat.close();
      await firm.sees(
        id,
        (conversation) => conversation.status === 'waiting' && conversation.seatId === null,
      );
      await other.goOnDuty();
      const { lastSequence } = await other.accept(id);
      await firm.hasUpTo(id, lastSequence);
      expect(firm.notices(id)).toEqual(['opened', 'queued', 'accepted', 'requeued', 'accepted']);
    });

    it('leaves them to a seat that is back in time, wherever it comes back', async () => {
      const { firm, seat, id } = await town.talk('zhou.ming');
      seat.chat.close();
      await until(async () => (await timers('requeue', seat.id)).length > 0, 'the grace period has begun');
      const back = await town.seat('zhou.ming');
      await until(async () => (await timers('requeue', seat.id)).length === 0, 'the grace period is over');
      await back.say(id, '我回来了');
      expect(await status(id)).toBe('active');
      await until(() => firm.texts(id).includes('我回来了'), 'the business hears of it');
    });

    it('does not overlook a connection that comes while another one goes', async () => {
      const { seat, id } = await town.talk('zhou.ming');
      const connected = () => town.query('SELECT connected FROM desk.staff WHERE id = $1', [seat.id]);
      const leases = () =>
        town.query('SELECT connection_id FROM desk.seat_leases WHERE staff_id = $1', [seat.id]);
      for (let round = 0; round < 8; round += 1) {
        const [before] = await leases();
        seat.chat.drop();
        const isAnother = async (): Promise<boolean> => {
          const now = await leases();
          return now.length === 1 && JSON.stringify(now[0]) !== JSON.stringify(before);
        };
        await until(isAnother, 'the new connection has taken the place of the old one');
        expect(await connected()).toEqual([{ connected: true }]);
      }
      expect(await status(id)).toBe('active');
    });

    it('keeps the lease of a seat that stays, and lets it lapse with its gateway', async () => {
      const { firm, id } = await town.talk('zhou.ming');
      const [lease] = (await town.query('SELECT lease_until FROM desk.seat_leases')) as {
        lease_until: Date;
      }[];
      const renewed = async (): Promise<boolean> => {
        const [now] = (await town.query('SELECT lease_until FROM desk.seat_leases')) as {
          lease_until: Date;
        }[];
        return Boolean(lease && now && now.lease_until > lease.lease_until);
      };
      await until(renewed, 'the lease is renewed');
      expect(await town.query(`SELECT connected FROM desk.staff WHERE login = 'zhou.ming'`)).toEqual([
        { connected: true },
      ]);
      const gateway = town.suite.processes.get('gateway-2');
      await gateway?.stop(0);
      await firm.sees(id, (conversation) => conversation.status === 'waiting');
      gateway?.launch();
      gateway?.supervise();
      await town.ready();
    });

    it('gives up the place of a business that has gone, and keeps that of one that is still at another gateway', async () => {
      const [staying, going] = [await town.business({ firm: 300 }), await town.business()];
      const elsewhere = await town.business({ firm: 300, gateway: 1 });
      const kept = await staying.open('SCJG-01');
      const lost = await going.open('SCJG-01');
      for (const firm of [staying, going]) {
        await firm.told('synced');
        firm.chat.close();
      }
      await until(async () => (await status(lost.id)) === 'abandoned', 'the place is given up');
      expect(await timers('abandonment', kept.id)).toEqual([]);
      expect(await status(kept.id)).toBe('waiting');
      expect(elsewhere.chat.connected).toBe(true);
    });

    it('gives up the place of a business that signs out, and passes on what a seat that does was offered', async () => {
      const seat = await town.seat(await town.hire());
      const firm = await town.business();
      const { id } = await firm.open('SCJG-01');
      await seat.offered(id);
      await seat.api.delete('/sessions/current');
      const returned = () =>
        town.query(`SELECT FROM desk.offers WHERE conversation_id = $1 AND status = 'returned'`, [id]);
      await until(async () => (await returned()).length === 1, 'the offer returns to the queue');
      await firm.api.delete('/sessions/current');
      await until(async () => (await status(id)) === 'abandoned', 'the place is given up');
    });

    it('gives back to the queue what somebody took over who oversees and is gone', async () => {
      const supervisor = await town.seat('song.jie', { idle: true });
      const firm = await town.business();
      const { id } = await firm.open('SCJG-01');
      await supervisor.chat.request('take-over', { conversationId: id });
      supervisor.chat.close();
      await firm.sees(id, ({ revision, seatId }) => revision > 1 && seatId === supervisor.id);
      await firm.sees(id, ({ seatId }) => seatId === null);
    });

    it('keeps the place of a business that is back in time', async () => {
      const firm = await town.business({ firm: 301 });
      const { id } = await firm.open('SCJG-01');
      await firm.told('synced');
      firm.chat.close();
      await until(async () => (await timers('abandonment', id)).length > 0, 'its going has been noted');
      await town.business({ firm: 301, gateway: 1 });
      expect(await timers('abandonment', id)).toEqual([]);
      expect(await status(id)).toBe('waiting');
    });

    it('gives up the places of those whose gateway was killed, and keeps those of who is elsewhere', async () => {
      const [lost, kept] = [
        await town.business({ gateway: 1 }),
        await town.business({ firm: 302, gateway: 1 }),
      ];
      await town.business({ firm: 302 });
      const places = [await lost.open('SCJG-01'), await kept.open('SCJG-01')].map(({ id }) => id);
      const named = async (id: string): Promise<number> =>
        (await town.query('SELECT FROM desk.gateway_leases WHERE $1 = ANY (waiting)', [id])).length;
      await until(
        async () => (await named(places[0] ?? '')) === 1 && (await named(places[1] ?? '')) === 2,
        'the gateways have said who waits where',
      );
      const gateway = town.suite.processes.get('gateway-2');
      await gateway?.stop(0);
      await until(async () => (await status(places[0] ?? '')) === 'abandoned', 'the place is given up');
      expect(await status(places[1] ?? '')).toBe('waiting');
      expect(await timers('abandonment', places[1] ?? '')).toEqual([]);
      gateway?.launch();
      gateway?.supervise();
      await town.ready();
    });

    it('keeps the places of those who waited while no desk was there', async () => {
      const firm = await town.business();
      const { id } = await firm.open('SCJG-01');
      const named = async () =>
        (await town.query('SELECT FROM desk.gateway_leases WHERE $1 = ANY (waiting)', [id])).length > 0;
      await until(named, 'its gateway has named it');
      // As after a lapse that came while nobody could renew: the renewal that follows takes it back.
      await town.withoutDesks(async () => {
        await town.query(`UPDATE desk.timers SET fire_at = now() WHERE kind = 'gateway-lapse'`);
      });
      await until(named, 'its gateway has named it again');
      await until(async () => (await timers('abandonment', id)).length === 0, 'it is known to be here');
      expect(await status(id)).toBe('waiting');
    });

    it('warns the lead before the first reply is late, and records that it is', async () => {
      const lead = await town.seat('tang.yan', { idle: true });
      const firm = await town.business();
      const { id, firstReplyDueAt } = await firm.open('SCJG-01');
      const late = { conversationId: id, seatGroup: 'scjg', seatId: null, dueAt: firstReplyDueAt };
      const about = (type: string) => (news: { type: string }) =>
        news.type === type && 'conversationId' in news && news.conversationId === id;
      expect(await lead.told('board', about('first-reply-warning'))).toMatchObject(late);
      expect(await lead.told('board', about('first-reply-breached'))).toMatchObject(late);
      const [row] = await town.query(
        'SELECT first_reply_warned_at < first_reply_breached_at AS ordered FROM desk.conversations WHERE id = $1',
        [id],
      );
      expect(row).toEqual({ ordered: true });
      const events = await town.query(
        `SELECT data->>'conversationId' AS id FROM desk.outbox WHERE type = 'desk.evt.first-reply.breached' AND data->>'conversationId' = $1`,
        [id],
      );
      expect(events).toEqual([{ id }]);
    });

    it('also when no desk ran at the time, and not for who was answered', async () => {
      const lead = await town.seat('tang.yan', { idle: true });
      const { firm: answered, seat, id: inTime } = await town.talk('zhou.ming');
      await seat.say(inTime, '您好');
      await answered.sees(inTime, ({ firstRepliedAt }) => Boolean(firstRepliedAt));
      const firm = await town.business();
      const { id, firstReplyDueAt } = await firm.open('SCJG-01');
      await town.withoutDesks(async () => {
        await until(() => Date.now() > Date.parse(firstReplyDueAt ?? ''), 'the reply is late');
      });
      await lead.told('board', (news) => news.type === 'first-reply-breached' && news.conversationId === id);
      const told = lead.frames.flatMap(({ type, data }) =>
        type === 'board' && 'dueAt' in data ? [data.conversationId] : [],
      );
      expect(told).not.toContain(inTime);
    });

    it('begins anew for a conversation that is reopened before anybody has replied', async () => {
      const lead = await town.seat('tang.yan', { idle: true });
      const { firm, id } = await town.talk('zhou.ming');
      await town.query(
        `UPDATE desk.conversations SET first_reply_due_at = now() + interval '1 h' WHERE id = $1`,
        [id],
      );
      await firm.chat.request('resolve', { conversationId: id });
      const { firstReplyDueAt } = await firm.chat.request('reopen', { conversationId: id });
      expect(Date.parse(firstReplyDueAt ?? '')).toBeLessThan(Date.now() + 60_000);
      await lead.told(
        'board',
        (news) =>
          news.type === 'first-reply-breached' &&
          news.conversationId === id &&
          news.dueAt === firstReplyDueAt,
      );
    });

    it('counts what happened, and shows the very conversations behind each number', async () => {
      const from = new Date().toISOString();
      const seat = await town.seat('hu.bin');
      const expert = await town.seat('zxqy.expert', { idle: true });
      const open = async () => {
        const firm = await town.business();
        return { firm, id: (await firm.open('ZXQY-01')).id };
      };
      const good = await open();
      await seat.accept(good.id);
      await seat.say(good.id, '请看指南');
      await seat.chat.request('invite', { conversationId: good.id, staffId: expert.id });
      await expert.chat.request('accept', { conversationId: good.id });
      await seat.chat.request('resolve', { conversationId: good.id });
      await good.firm.chat.request('rate', { conversationId: good.id, solved: true, satisfaction: 5 });

      const called = await open();
      const callBack = { conversationId: called.id, phone: '010-12345678' };
      await called.firm.chat.request('call-back', callBack);

      const late = await open();
      await seat.accept(late.id);
      await until(
        async () => (await timers('first-reply-breach', late.id)).length === 0,
        'the first reply has become late',
      );
      await seat.say(late.id, '抱歉久等');
      await seat.chat.request('resolve', { conversationId: late.id });
      await late.firm.chat.request('rate', { conversationId: late.id, solved: false, satisfaction: 2 });

      await seat.chat.request('state', { state: 'away' });
      const lost = await open();
      await lost.firm.chat.request('leave', { conversationId: lost.id });

      const lead = await town.as('tang.yan');
      const period = { from, seatGroup: 'zxqy' };
      const { values, definitions } = await lead.get<MetricReport>('/metrics/desk', period);
      const expected: Record<MetricName, [numerator: string[], rest: string[]]> = {
        'first-reply-in-time': [[good.id], [late.id]],
        abandoned: [[lost.id], [good.id, called.id, late.id]],
        solved: [[good.id], [late.id]],
        satisfied: [[good.id], [late.id]],
        'invitations-connected': [[good.id], []],
        'first-reply-seconds': [[good.id, late.id], []],
        'resolution-seconds': [[good.id, late.id], []],
        'solved-by-bot': [[], []],
      };
      expect(definitions.map(({ name }) => name).sort()).toEqual(Object.keys(expected).sort());
      for (const value of values) {
        const [numerator, rest] = expected[value.name];
        const cases = async (part: string): Promise<string[]> => {
          const page = await lead.get<ConversationPage>(`/metrics/${value.name}/cases`, { ...period, part });
          return page.items.map(({ id }) => id).sort();
        };
        expect([value.name, await cases('numerator')]).toEqual([value.name, [...numerator].sort()]);
        expect([value.name, await cases('rest')]).toEqual([value.name, [...rest].sort()]);
        expect([value.name, await cases('denominator')]).toEqual([
          value.name,
          [...numerator, ...rest].sort(),
        ]);
        expect(value).toMatchObject({
          seatGroup: 'zxqy',
          numerator: numerator.length,
          denominator: numerator.length + rest.length,
        });
      }
    });

    it('takes requests outside service hours for later, with a telephone number', async () => {
      const admin = await town.as('admin');
      const seat = await town.seat('xu.fang');
      await admin.put('/service-hours', { days: 'every-day', periods: [] });
      const firm = await town.business();
      // Each desk reads the hours anew within five seconds.
      const { id } = await until(async () => {
        const opened = await firm.open('GJJ-01');
        if (opened.status === 'deferred') return opened;
        await firm.chat.request('leave', { conversationId: opened.id }).catch(() => undefined);
        return undefined;
      }, 'the desk is closed');
      await firm.say(id, '请问公积金怎么补缴？');
      await firm.chat.request('call-back', { conversationId: id, phone: '010-12345678' });
      expect(await status(id)).toBe('deferred');
      const { items } = await seat.api.get<DeferredRequestPage>('/deferred-requests');
      expect(items.find(({ conversationId }) => conversationId === id)).toMatchObject({
        kind: 'call-back',
        matterCode: 'GJJ-01',
        phone: expect.stringContaining('*'),
      });
      await firm.hasUpTo(id, 5);
      const notices = firm.notices(id);
      expect(notices.filter((code) => code !== 'order-created')).toEqual([
        ...['opened', 'request-left', 'call-back-requested'],
      ]);
      expect(notices).toHaveLength(4);
    });
  });
}
