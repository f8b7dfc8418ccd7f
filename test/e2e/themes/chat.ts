import type { ArticlePage, ConversationView, EntryList } from '#contracts';
import { v7 as uuid } from 'uuid';
import { Api } from '../../../tools/client/api';
import type { Town } from '../../support/e2e-town';
import { code, until } from '../../support/e2e-until';
import { LONG, numbers, sequences } from '../../support/e2e-values';

/** What business and seat say to each other, over both gateways. */
export function chat(city: () => Town): void {
  describe('a conversation', () => {
    let town: Town;

    beforeAll(() => (town = city()));

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
      expect(await seat.chat.request('resolve', { conversationId: id })).toMatchObject({
        status: 'resolved',
      });
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
      const { firm, seat, id } = await town.talk();
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
      const { firm, seat, id } = await town.talk();
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
      expect(await code(firm.say(id, '另一条'))).toBe('INVALID_STATE');
    });

    it('opens once under one key, however often and wherever it is asked', async () => {
      const [here, there] = [await town.business({ firm: 1 }), await town.business({ firm: 1, gateway: 1 })];
      const key = uuid();
      const opened = await Promise.all(
        [here, there, here, there].map((player) => player.open('GJJ-01', key)),
      );
      expect(new Set(opened.map(({ id }) => id)).size).toBe(1);
      await here.chat.request('leave', { conversationId: opened[0]?.id ?? '' });
      expect(await there.open('GJJ-01', key)).toMatchObject({ id: opened[0]?.id, status: 'abandoned' });
    });

    it('never shows a note to the business: live, in a list, in a stream, after a reconnect, nor when it is changed', async () => {
      const { firm, seat, id } = await town.talk();
      const events = await town.events(0, firm.grant.token);
      const note = await seat.send({ conversationId: id, kind: 'note', text: '机密：先看他的年报' });
      await seat.edit(id, note.sequence, '机密：先看他的处罚');
      await seat.withdraw(id, note.sequence);
      const { sequence } = await seat.say(id, '请稍等');

      const list = await firm.api.get<EntryList>(`/conversations/${id}/entries`);
      const socket = await town.socket(1, firm.grant.token);
      const synced = await socket.got(({ type }) => type === 'synced', 'the conversation');
      await firm.hasUpTo(id, sequence);
      await until(() => events.entries(id).length >= sequence, 'all entries in the stream');
      const views = [
        firm.entries(id),
        list.entries,
        events.entries(id),
        synced.data?.['entries'] as object[],
      ];
      for (const view of views) {
        expect(view).toHaveLength(sequence);
        expect(JSON.stringify(view)).not.toContain('机密');
        const hidden = [0, 1, 2].map((n) => ({
          sequence: note.sequence + n,
          kind: 'hidden',
          at: expect.any(String),
        }));
        expect(view.slice(note.sequence - 1, -1)).toEqual(hidden);
      }
      expect(JSON.stringify(firm.frames)).not.toContain('机密');
      expect(seat.texts(id)).toContain('机密：先看他的处罚');
    });

    it('lets a message be edited and withdrawn by its author, for two minutes', async () => {
      const { firm, seat, id } = await town.talk();
      const { sequence } = await firm.say(id, '我的执照号是 1');
      await firm.edit(id, sequence, '我的执照号是 2');
      expect(await code(seat.edit(id, sequence, '篡改'))).toBe('NOT_FOUND');
      await firm.withdraw(id, sequence);
      expect(await code(firm.edit(id, sequence, '我的执照号是 3'))).toBe('INVALID_STATE');
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
      expect(await code(firm.edit(id, old.sequence, '太迟了'))).toBe('INVALID_STATE');
      expect(await code(firm.withdraw(id, old.sequence))).toBe('INVALID_STATE');
    });

    it('passes on marks, which only move forward, and who is typing', async () => {
      const { firm, seat, id } = await town.talk();
      const { sequence } = await firm.say(id, '在吗');
      await seat.chat.request('mark', { conversationId: id, mark: 'read', sequence });
      const back = await seat.chat.request('mark', { conversationId: id, mark: 'delivered', sequence: 1 });
      expect(back.mark).toEqual({ partyId: seat.id, delivered: sequence, read: sequence });
      await firm.told('mark', ({ mark }) => mark.partyId === seat.id && mark.read === sequence);
      seat.chat.typing(id);
      expect(await firm.told('typing')).toMatchObject({
        conversationId: id,
        partyId: seat.id,
        kind: 'staff',
      });
      expect(seat.frames.filter(({ type }) => type === 'typing')).toHaveLength(0);
      const { marks } = await firm.api.get<ConversationView>(`/conversations/${id}`);
      expect(marks).toContainEqual({ partyId: seat.id, delivered: sequence, read: sequence });
    });

    it('passes on that somebody is typing about once a second, however it is told', async () => {
      const { firm, seat, id } = await town.talk();
      const tabs = await Promise.all([town.socket(1, seat.grant.token), town.socket(1, seat.grant.token)]);
      const seatThere = new Api(town.url(1)).as(seat.grant.token);
      await Promise.all(tabs.map((tab) => tab.got(({ type }) => type === 'synced', 'the conversation')));
      for (const [n, tab] of tabs.entries())
        for (const m of numbers(15))
          tab.send({ type: 'typing', id: `${n} ${m}`, data: { conversationId: id } });
      await Promise.all(numbers(70).map(() => seatThere.post(`/conversations/${id}/typing`, {})));
      const { sequence } = await seat.say(id, '好了');
      await firm.hasUpTo(id, sequence);
      const told = firm.frames.filter(({ type }) => type === 'typing');
      expect(told.length).toBeGreaterThan(0);
      expect(told.length).toBeLessThan(50);
    });

    it('shows nobody typing who takes no part', async () => {
      const { firm, seat, id } = await town.talk();
      const { token, partyId } = await town.signedIn('tang.yan');
      const reader = await town.socket(1, token, [{ conversationId: id, lastSequence: 0 }]);
      await reader.got(({ type }) => type === 'synced', 'the conversation');
      reader.send({ type: 'typing', id: 'typing', data: { conversationId: id } });
      await reader.ask('ping', 'after');
      seat.chat.typing(id);
      await firm.told('typing', (typing) => typing.partyId === seat.id);
      expect(JSON.stringify(firm.frames)).not.toContain(partyId);
    });

    it('brings exactly what was missed after a reconnect, at either gateway', async () => {
      const { firm, seat, id } = await town.talk();
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
      const { firm, seat, id } = await town.talk();
      const sent = await Promise.all(
        numbers(120).map(() => seat.api.post(`/conversations/${id}/messages`, { kind: 'text', text: LONG })),
      );
      const { lastSequence } = await firm.api.get<ConversationView>(`/conversations/${id}`);
      const entries: { sequence: number }[] = [];
      let newcomer = await town.socket(1, firm.grant.token);
      await until(
        async () => {
          for (const { data } of newcomer.frames.splice(0))
            entries.push(...((data?.['entries'] as typeof entries | undefined) ?? []));
          if (newcomer.closedWith) {
            const seen = { conversationId: id, lastSequence: entries.at(-1)?.sequence ?? 0 };
            newcomer = await town.socket(1, firm.grant.token, [seen]);
          }
          return entries.length >= lastSequence;
        },
        () => `all of ${lastSequence} entries, ${sent.length} of them long; there came ${entries.length}`,
      );
      expect(sequences(entries)).toEqual(numbers(lastSequence));
    });

    it('reopens a resolved conversation, and refuses what a client of before wants of it', async () => {
      const { firm, seat, id } = await town.talk();
      const stale = await seat
        .say(id, '还有问题吗？')
        .then(() => seat.chat.request('get', { conversationId: id }));
      await firm.chat.request('resolve', { conversationId: id });
      expect(await code(seat.say(id, '迟到的消息'))).toBe('INVALID_STATE');
      const reopened = await firm.chat.request('reopen', { conversationId: id });
      expect(reopened).toMatchObject({ status: 'waiting', rating: null, endedAt: null });
      expect(await code(seat.say(id, '还是迟到'))).toBe('FORBIDDEN');
      await seat.accept(id, 2);
      const { revision } = stale;
      const resolve = seat.chat.request('resolve', { conversationId: id, revision });
      expect(await code(resolve)).toBe('CONFLICT');
      expect(await firm.chat.request('get', { conversationId: id })).toMatchObject({ status: 'active' });
      await seat.say(id, '现在可以了');
    });
  });
}
