import type { ConversationView, RoutingDecisionList, SeatPage } from '#contracts';
import { v7 as uuid } from 'uuid';
import type { Player } from '../../support/e2e-player';
import type { Town } from '../../support/e2e-town';
import { code, until } from '../../support/e2e-until';

/** Who gets a conversation, and how it goes from one to another. */
export function routing(city: () => Town): void {
  describe('routing', () => {
    let town: Town;

    beforeAll(() => (town = city()));

    /** Two seats of scjg, each at its own gateway; the first has been idle for longer. */
    async function pair(first = 'zhou.ming', second = 'he.lei'): Promise<[Player, Player]> {
      return [await town.seat(first), await town.seat(second, { gateway: 1 })];
    }

    const decisions = async (id: string) => {
      const lead = await town.as('tang.yan');
      return (await lead.get<RoutingDecisionList>(`/conversations/${id}/routing`)).decisions;
    };

    const seatView = async (player: Player) => {
      const { items } = await player.api.get<SeatPage>('/seats', { limit: 200 });
      return items.find(({ id }) => id === player.id);
    };

    /** Who of them was offered the conversation, and the others. */
    async function offeredTo(id: string, ...seats: Player[]): Promise<[Player, ...Player[]]> {
      const isAsked = (seat: Player): boolean =>
        seat.frames.some(
          ({ type, data }) => type === 'offer' && 'conversationId' in data && data.conversationId === id,
        );
      const asked = await until(() => seats.find(isAsked), 'somebody is offered the conversation');
      return [asked, ...seats.filter((seat) => seat !== asked)];
    }

    it('lets exactly one of two seats have a conversation that both claim at once', async () => {
      const seats = await pair();
      const firm = await town.business();
      for (let round = 0; round < 3; round += 1) {
        const { id: conversationId } = await firm.open('SCJG-01');
        const [asked, other] = await offeredTo(conversationId, ...seats);
        const { id: offerId } = await asked.offered(conversationId);
        const claims = await Promise.allSettled([
          asked.chat.request('accept', { offerId }),
          other?.chat.request('accept', { conversationId }),
        ]);
        const won = claims.flatMap((claim) => (claim.status === 'fulfilled' ? claim.value : []));
        const lost = claims.flatMap((claim) => (claim.status === 'rejected' ? [claim.reason as Error] : []));
        expect(lost).toMatchObject([{ code: 'CONFLICT' }]);
        const truth = await firm.api.get<ConversationView>(`/conversations/${conversationId}`);
        expect(won).toMatchObject([{ seatId: truth.seatId }]);
        expect(truth.participants.filter(({ kind }) => kind === 'seat')).toHaveLength(1);
      }
    });

    it('does not offer a conversation straight back to the seat that gave it away', async () => {
      const seats = await pair();
      const firm = await town.business();
      const { id } = await firm.open('SCJG-01');
      const [server, other] = await offeredTo(id, ...seats);
      await server.accept(id);
      await server.chat.request('leave', { conversationId: id });
      await other?.offered(id);
      expect((await decisions(id))[0]).toMatchObject({ seatId: other?.id });
    });

    it('takes a seat that says again that it is on duty for no newcomer', async () => {
      const [first] = await pair();
      await first.goOnDuty();
      const { id } = await (await town.business()).open('SCJG-01');
      await first.offered(id);
      expect((await decisions(id))[0]).toMatchObject({ seatId: first.id });
    });

    it('passes an offer that expires on to the next seat, and counts it', async () => {
      const seats = await pair();
      const { id } = await (await town.business()).open('SCJG-01');
      const [asked, other] = await offeredTo(id, ...seats);
      const { missedOffers = 0 } = (await seatView(asked)) ?? {};
      const { id: offerId } = await asked.offered(id);
      expect(await asked.told('offer-ended')).toMatchObject({ offerId, outcome: 'expired' });
      await other?.accept(id);
      expect((await seatView(asked))?.missedOffers).toBe(missedOffers + 1);
      expect(await code(asked.chat.request('accept', { offerId }))).toBe('CONFLICT');
      expect((await decisions(id)).map(({ seatId }) => seatId)).toEqual([other?.id, asked.id]);
      expect((await decisions(id))[0]?.reasons).toContain('others-missed-it');
    });

    it('passes an offer on at once when it is declined, when the seat goes away, and when its connection drops', async () => {
      const firm = await town.business();
      const ways = {
        declined: (seat: Player, offerId: string) => seat.chat.request('decline', { offerId }),
        away: (seat: Player) => seat.chat.request('state', { state: 'away' }),
        gone: async (seat: Player) => seat.chat.close(),
      };
      for (const [way, go] of Object.entries(ways)) {
        const seats = await pair();
        const { id } = await firm.open('SCJG-01');
        const [asked, other] = await offeredTo(id, ...seats);
        await go(asked, (await asked.offered(id)).id);
        await other?.accept(id);
        const ended = await town.query(
          'SELECT status FROM desk.offers WHERE conversation_id = $1 ORDER BY id',
          [id],
        );
        expect([way, ended]).toEqual([
          way,
          [{ status: way === 'declined' ? 'declined' : 'returned' }, { status: 'accepted' }],
        ]);
        await firm.chat.request('resolve', { conversationId: id });
        for (const seat of seats) seat.chat.close();
      }
    });

    it('routes who waits the moment a place is free, and tells the places in the queue', async () => {
      const login = await town.hire({ capacity: 1 });
      const seat = await town.seat(login);
      const [first, second, third] = await Promise.all([town.business(), town.business(), town.business()]);
      const served = await first.open('SCJG-01');
      await seat.accept(served.id);
      const next = await second.open('SCJG-01');
      const last = await third.open('SCJG-02');
      expect([next.queue?.place, last.queue?.place]).toEqual([1, 2]);
      expect((await decisions(next.id))[0]).toMatchObject({
        outcome: 'no-seat',
        reasons: ['nobody-free-in-group'],
      });
      await seat.say(served.id, '办好了');
      await seat.chat.request('resolve', { conversationId: served.id });
      await seat.accept(next.id);
      await third.told('queue', ({ queue }) => queue.place === 1);
      await until(async () => {
        const { queue } = await third.api.get<ConversationView>(`/conversations/${last.id}`);
        return typeof queue?.estimateSeconds === 'number';
      }, 'an estimate, now that a service time has been measured');
      await second.chat.request('resolve', { conversationId: next.id });
      await seat.accept(last.id);
    });

    it('routes who waits the moment a seat comes on duty, in the order in which they came', async () => {
      const firms = await Promise.all([1, 2, 3].map(() => town.business()));
      const ids: string[] = [];
      for (const firm of firms) ids.push((await firm.open('GJJ-01')).id);
      const seat = await town.seat(await town.hire({ seatGroups: ['gjj'], capacity: 2 }), { idle: true });
      await seat.goOnDuty();
      await seat.offered(ids[0] ?? '');
      await seat.offered(ids[1] ?? '');
      expect(await firms[2]?.api.get(`/conversations/${ids[2]}/`)).toMatchObject({ queue: { place: 3 } });
      await seat.accept(ids[0] ?? '');
      await firms[1]?.chat.request('leave', { conversationId: ids[1] ?? '' });
      await seat.accept(ids[2] ?? '');
    });

    it('prefers the seat that served the enterprise last, then the fewest open, then the longest idle', async () => {
      const seats = await pair();
      const firm = await town.business();
      const first = await firm.open('SCJG-01');
      const [server, other] = await offeredTo(first.id, ...seats);
      expect((await decisions(first.id))[0]?.reasons).toEqual(['speaks-the-language', 'longest-idle']);
      await server.accept(first.id);
      const stranger = await (await town.business()).open('SCJG-01');
      expect((await offeredTo(stranger.id, ...seats))[0]).toBe(other);
      expect((await other?.offered(stranger.id))?.reasons).toEqual(['speaks-the-language', 'fewest-open']);
      await other?.accept(stranger.id);
      const second = await firm.open('SCJG-02');
      expect((await server.offered(second.id)).reasons).toContain('served-the-enterprise-last');
    });

    it('finds a seat that speaks the language, and else one that can call an interpreter', async () => {
      const [zh, en] = await pair('zhou.ming', 'lin.hao');
      const firm = await town.business();
      const open = () =>
        firm.chat.request('open', { matterCode: 'SCJG-01', language: 'en', idempotencyKey: uuid() });
      const { id } = await open();
      expect((await en.offered(id)).reasons).toContain('speaks-the-language');
      await en.accept(id);
      await en.chat.request('state', { state: 'off-duty' });
      const again = await open();
      expect((await zh.offered(again.id)).reasons).toContain('no-speaker-on-duty');
    });

    it('brings a reopened conversation back to its seat when that is on duty, and never when it is not', async () => {
      const [server, other] = await pair();
      const firm = await town.business();
      const { id } = await firm.open('SCJG-01');
      await server.accept(id);
      await firm.chat.request('resolve', { conversationId: id });
      await firm.chat.request('reopen', { conversationId: id });
      await server.told('left', ({ conversationId }) => conversationId === id);
      expect((await server.offered(id, 2)).reasons).toContain('asked-for');
      await server.accept(id, 2);
      await firm.chat.request('resolve', { conversationId: id });
      await server.chat.request('state', { state: 'off-duty' });
      await firm.chat.request('reopen', { conversationId: id });
      await other.accept(id);
      expect(server.frames.filter(({ type }) => type === 'offer')).toHaveLength(2);
    });

    it('tells those who wait in a group of who is handed over to it', async () => {
      const { seat, id } = await town.talk('zhou.ming');
      const waiting = await town.business();
      await waiting.open('GJJ-01');
      const target = { to: 'group', targetId: 'gjj', comment: '问的是公积金' } as const;
      await seat.chat.request('transfer', { conversationId: id, ...target });
      await waiting.told('queue', ({ queue }) => queue.place === 2);
    });

    it('hands over to a seat and to a group, with a comment that the business does not see', async () => {
      const [server, colleague] = await pair();
      const firm = await town.business();
      const { id } = await firm.open('SCJG-01');
      await server.accept(id);
      const other = await town.seat('xu.fang');
      const transfer = (by: Player, to: 'seat' | 'group', targetId: string) =>
        by.chat.request('transfer', { conversationId: id, to, targetId, comment: '他很着急' });
      expect(await code(transfer(server, 'seat', 'nobody'))).toBe('NOT_FOUND');
      expect(await transfer(server, 'seat', colleague.id)).toMatchObject({ status: 'waiting', seatId: null });
      await server.told('left', ({ conversationId }) => conversationId === id);
      expect((await colleague.offered(id)).reasons).toContain('asked-for');
      await colleague.accept(id);
      await colleague.say(id, '我来接着办');
      expect(await code(server.say(id, '我也说一句'))).toBe('FORBIDDEN');
      expect(await code(transfer(server, 'group', 'gjj'))).toBe('FORBIDDEN');

      expect(await transfer(colleague, 'group', 'gjj')).toMatchObject({ seatGroup: 'gjj' });
      const { lastSequence } = await other.accept(id);
      await Promise.all([firm, other].map((player) => player.hasUpTo(id, lastSequence)));
      expect(JSON.stringify(other.entries(id))).toContain('他很着急');
      expect(JSON.stringify(firm.entries(id))).not.toContain('他很着急');
      expect(firm.notices(id).filter((code) => code === 'transferred')).toHaveLength(2);
    });

    it('brings in a colleague and an expert, and lets go of who does not answer', async () => {
      const [server, colleague] = await pair();
      const expert = await town.seat('scjg.expert', { idle: true });
      const firm = await town.business();
      const { id } = await firm.open('SCJG-01');
      await server.accept(id);
      const invite = (staffId: string) =>
        server.chat.request('invite', { conversationId: id, staffId, comment: '请看一下章程' });
      for (const login of ['scjg.office', 'fang.zhi'])
        expect(await code(invite((await town.signedIn(login)).partyId))).toBe('INVALID_ARGUMENT');
      await invite(expert.id);
      expect(await expert.told('invited')).toMatchObject({ conversation: { id }, comment: '请看一下章程' });
      expect(await code(expert.say(id, '还没进来'))).toBe('FORBIDDEN');
      await expert.chat.request('accept', { conversationId: id });
      await server.sees(id, ({ participants }) =>
        participants.some(({ partyId, invited }) => partyId === expert.id && !invited),
      );
      const { sequence } = await expert.say(id, '章程没有问题');
      await Promise.all([firm, server, expert].map((player) => player.hasUpTo(id, sequence)));
      expect(expert.entries(id)).toEqual(server.entries(id));
      expect(firm.texts(id)).toContain('章程没有问题');
      expect(await code(invite(expert.id))).toBe('CONFLICT');

      await invite(colleague.id);
      await colleague.told('invited');
      await colleague.told('left', ({ conversationId }) => conversationId === id);
      await expert.chat.request('leave', { conversationId: id });
      await firm.sees(id, ({ participants }) => participants.length === 2);
      const participants = async () =>
        (await firm.api.get<ConversationView>(`/conversations/${id}`)).participants.map(({ kind }) => kind);
      expect((await participants()).sort()).toEqual(['business', 'seat']);
      expect(await code(expert.say(id, '我走了'))).toBe('FORBIDDEN');

      await invite(expert.id);
      await expert.told('left', ({ conversationId }) => conversationId === id, 2);
      expect(await code(expert.chat.request('accept', { conversationId: id }))).toBe('CONFLICT');
    });

    it('lets a lead look on unseen, whisper, and take over', async () => {
      const server = await town.seat('zhou.ming');
      const [firm, lead] = [await town.business(), await town.seat('tang.yan', { idle: true, gateway: 1 })];
      const { id } = await firm.open('SCJG-01');
      await server.accept(id);
      await firm.say(id, '有人吗');
      await lead.chat.request('look-on', { conversationId: id });
      const whisper = await lead.send({ conversationId: id, kind: 'note', text: '先问统一社会信用代码' });
      await Promise.all([firm, server, lead].map((player) => player.hasUpTo(id, whisper.sequence)));
      expect(server.texts(id)).toContain('先问统一社会信用代码');
      expect(lead.texts(id)).toContain('有人吗');
      expect(await code(lead.say(id, '我是班长'))).toBe('FORBIDDEN');
      lead.chat.typing(id);
      await lead.chat.request('mark', { conversationId: id, mark: 'read', sequence: whisper.sequence });
      const after = await server.say(id, '您好');
      await firm.hasUpTo(id, after.sequence);

      const { api, chat } = firm;
      const list = await api.get<{ items: object[] }>('/conversations');
      const seen = [
        firm.frames,
        firm.entries(id),
        await api.get(`/conversations/${id}`),
        await api.get(`/conversations/${id}/entries`),
        await chat.request('get', { conversationId: id }),
        list.items[0],
      ];
      for (const view of seen) expect(JSON.stringify(view)).not.toContain(lead.id);
      expect(server.notices(id)).toContain('looked-on');

      const taken = await lead.chat.request('take-over', { conversationId: id });
      expect(taken).toMatchObject({ status: 'active', seatId: lead.id });
      await server.told('left', ({ conversationId }) => conversationId === id);
      await lead.say(id, '我来处理');
      await firm.sees(id, ({ seatId }) => seatId === lead.id);
      expect(await code(server.say(id, '还是我来'))).toBe('FORBIDDEN');
      await until(() => firm.texts(id).includes('我来处理'), 'the lead speaks to the business');
      expect(firm.notices(id)).toContain('taken-over');
    });
  });
}
