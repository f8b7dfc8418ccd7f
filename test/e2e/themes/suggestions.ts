import type {
  ConversationPage,
  ConversationView,
  DeferredRequestPage,
  Entry,
  FeedbackView,
  GapDetails,
  GapPage,
  KnowledgeMetricReport,
  MetricReport,
  SuggestionsView,
  WorkOrderPage,
} from '#contracts';
import type { Town } from '../../support/e2e-town';
import { code, until } from '../../support/e2e-until';

/** A question of the catalogue, as a business might put it. */
const MATTER = 'SCJG-01';

/** Answers beside the conversation: for the agent as suggestions, for the business that waits from the bot. */
export const suggestions = (city: () => Town): void =>
  describe('suggestions', () => {
    let town: Town;
    let question: string;
    beforeAll(async () => {
      town = city();
      const { items } = await (
        await town.as('admin')
      ).get<{ items: { title: { zh: string } }[] }>('/articles', { matterCode: MATTER, kind: 'question' });
      question = items[0]?.title.zh ?? '';
    });

    const offerIn = (entries: readonly Entry[]): Entry | undefined =>
      entries.find(({ card }) => card?.type === 'answers');

    it('are told to the staff with their reasons, quoted with a card, and never shown to the business', async () => {
      const { firm, seat, id } = await town.talk('chen.jing', MATTER);
      const ack = await firm.say(id, question);
      const found = await seat.told('suggestions', ({ upTo }) => upTo >= ack.sequence);
      const [best] = found.answers;
      expect(best).toMatchObject({ matterCode: MATTER, sameMatter: true });
      expect(best?.matched.length).toBeGreaterThan(0);
      const asked = await seat.chat.request('suggestions', { conversationId: id });
      expect(asked.answers[0]).toEqual(best);
      expect(await seat.api.get<SuggestionsView>(`/conversations/${id}/suggestions`)).toEqual(asked);

      const { articleId = '', version = 1 } = best ?? {};
      const quoted = await seat.send({
        conversationId: id,
        kind: 'card',
        card: { type: 'answer', articleId, version },
      });
      await firm.hasUpTo(id, quoted.sequence);
      expect(firm.frames.filter(({ type }) => type === 'suggestions')).toEqual([]);
      expect(await code(firm.chat.request('suggestions', { conversationId: id }))).toBe('FORBIDDEN');
      const stranger = await town.as('hu.bin');
      expect(await code(stranger.get(`/conversations/${id}/suggestions`))).toBe('NOT_FOUND');

      const verdict = { articleId, version, useful: true, conversationId: id, sequence: quoted.sequence };
      expect(await firm.chat.request('feedback', verdict)).toMatchObject({
        source: 'business',
        useful: true,
      });
      const body = { version, useful: true, conversationId: id, sequence: quoted.sequence };
      const given = await seat.api.post<FeedbackView>(`/articles/${articleId}/feedback`, body);
      expect(given).toMatchObject({ source: 'staff', useful: true });
      const elsewhere = { ...verdict, sequence: ack.sequence };
      expect(await code(firm.chat.request('feedback', elsewhere))).toBe('INVALID_ARGUMENT');
    });

    it('become a gap when nothing fits, whoever asks in whatever words, until an article answers it', async () => {
      const lead = await town.as('tang.yan');
      const { firm, seat, id } = await town.talk('chen.jing', MATTER);
      const { sequence } = await firm.say(id, '无人机灯光表演要不要审批，联系13812345678');
      const gap = await seat.chat.request('nothing-fits', { conversationId: id, sequence });
      expect(gap).toMatchObject({ matterCode: MATTER, agencyCode: 'SCJG', state: 'open', asked: 1 });
      expect(gap.question).not.toContain('13812345678');
      const stranger = await town.as('hu.bin');
      const foreign = stranger.post('/gaps', { conversationId: id, sequence });
      expect(await code(foreign)).toBe('NOT_FOUND');

      const other = await town.business();
      const { id: second } = await other.open(MATTER);
      await seat.accept(second);
      await other.say(second, '灯光表演的无人机审批吗');
      await seat.told('suggestions', ({ conversationId }) => conversationId === second);
      await seat.chat.request('resolve', { conversationId: second });
      const filed = await until(async () => {
        const { items } = await lead.get<GapPage>('/gaps', { matterCode: MATTER });
        return items.find((item) => item.id === gap.id && item.asked === 2);
      }, 'both conversations are in one gap');
      const { examples } = await lead.get<GapDetails>(`/gaps/${filed.id}`);
      expect(examples.map(({ conversationId }) => conversationId).sort()).toEqual([id, second].sort());

      const { items } = await lead.get<{ items: { id: string }[] }>('/articles', { matterCode: MATTER });
      const answer = { articleId: items[0]?.id };
      const forbidden = seat.api.post(`/gaps/${gap.id}/answer`, answer);
      expect(await code(forbidden)).toBe('FORBIDDEN');
      expect(await lead.post(`/gaps/${gap.id}/answer`, answer)).toMatchObject({ state: 'answered' });
      expect(await code(lead.post(`/gaps/${gap.id}/dismiss`, { reason: '重复' }))).toBe('INVALID_STATE');
    });

    describe('the bot', () => {
      /** A business that waits, and what the bot has offered it. */
      const offered = async () => {
        const firm = await town.business();
        const { id } = await firm.open(MATTER);
        await firm.say(id, question);
        const offer = await until(() => offerIn(firm.entries(id)), 'the bot offers Answers');
        return { firm, id, offer };
      };

      it('offers three Answers at most, once in a waiting, as a bot, and keeps the place in the queue', async () => {
        const { firm, id, offer } = await offered();
        expect(offer).toMatchObject({ kind: 'card', sender: { kind: 'bot' } });
        expect(offer.card?.answers?.length).toBeGreaterThan(0);
        expect(offer.card?.answers?.length).toBeLessThanOrEqual(3);
        const view = await firm.sees(id, ({ bot }) => bot !== null);
        expect(view).toMatchObject({
          status: 'waiting',
          queue: { place: 1 },
          bot: { sequence: offer.sequence, solved: null },
        });
        await firm.say(id, question);
        const { articleId = '', title = '' } = offer.card?.answers?.[0] ?? {};
        expect(await firm.api.get(`/articles/${articleId}`)).toMatchObject({ title: { zh: title } });
        const seat = await town.seat('chen.jing');
        await seat.accept(id);
        const { sequence } = await seat.say(id, '您好');
        await firm.hasUpTo(id, sequence);
        expect(firm.entries(id).filter(({ card }) => card?.type === 'answers')).toHaveLength(1);
        expect((await firm.sees(id, ({ status }) => status === 'active')).firstRepliedAt).not.toBeUndefined();
        const card = { type: 'answers' as const, answers: [] };
        expect(await code(seat.send({ conversationId: id, kind: 'card', card }))).toBe('INVALID_ARGUMENT');
      });

      it('ends the conversation when it has solved it, and is counted apart from people', async () => {
        const lead = await town.as('tang.yan');
        const from = new Date().toISOString();
        const { firm, id, offer } = await offered();
        const stranger = await town.business();
        const verdict = {
          conversationId: id,
          solved: true,
          articleId: offer.card?.answers?.[0]?.articleId ?? '',
        };
        expect(await code(stranger.chat.request('bot-verdict', verdict))).toBe('NOT_FOUND');
        const foreign = { ...verdict, articleId: id };
        expect(await code(firm.chat.request('bot-verdict', foreign))).toBe('INVALID_ARGUMENT');
        const solved = await firm.chat.request('bot-verdict', verdict);
        expect(solved).toMatchObject({ status: 'resolved', seatId: null, bot: { solved: true } });
        const again = await firm.api.post<ConversationView>(`/conversations/${id}/bot-verdict`, {
          solved: true,
        });
        expect(again).toEqual(solved);
        await firm.chat.request('rate', { conversationId: id, solved: true, satisfaction: 5 });
        await until(() => firm.notices(id).includes('rated'), 'the rating has come');
        expect(firm.notices(id)).toEqual(['opened', 'queued', 'bot-solved', 'rated']);

        const { values } = await lead.get<MetricReport>('/metrics/desk', { from, seatGroup: 'scjg' });
        const counted = Object.fromEntries(values.map((value) => [value.name, value.denominator]));
        expect(counted).toMatchObject({
          'solved-by-bot': 1,
          solved: 0,
          satisfied: 0,
          'first-reply-in-time': 0,
          'resolution-seconds': 0,
        });
        const cases = { from, seatGroup: 'scjg', part: 'numerator' };
        const { items } = await lead.get<ConversationPage>('/metrics/solved-by-bot/cases', cases);
        expect(items.map((item) => item.id)).toEqual([id]);
        await until(async () => {
          const report = await lead.get<KnowledgeMetricReport>('/metrics/knowledge', {
            from,
            matterCode: MATTER,
          });
          return report.values.some((value) => value.name === 'solved-by-bot' && value.numerator === 1);
        }, 'knowledge has counted it too');
        const reopened = await firm.chat.request('reopen', { conversationId: id });
        expect(reopened).toMatchObject({ status: 'waiting', bot: { solved: false } });
        expect(await code(firm.chat.request('bot-verdict', verdict))).toBe('INVALID_STATE');
        await firm.say(id, question);
        await firm.sees(id, ({ bot }) => bot?.solved === null && bot.sequence > offer.sequence);
        const solvedAgain = await firm.chat.request('bot-verdict', verdict);
        expect(solvedAgain).toMatchObject({ status: 'resolved', bot: { solved: true } });
      });

      it('speaks again when the business waits anew, of what it has written since, and not while it is served', async () => {
        const { firm, id, offer } = await offered();
        const offers = (): Entry[] => firm.entries(id).filter(({ card }) => card?.type === 'answers');
        const seat = await town.seat('chen.jing');
        await seat.accept(id);
        await firm.say(id, question);
        const elsewhere = { to: 'group', targetId: 'scjg', comment: '请接着办' } as const;
        await seat.chat.request('transfer', { conversationId: id, ...elsewhere });
        await firm.sees(id, ({ status }) => status === 'waiting');
        expect(offers()).toEqual([offer]);
        expect(await code(firm.chat.request('bot-verdict', { conversationId: id, solved: true }))).toBe(
          'INVALID_STATE',
        );
        const { sequence: asked } = await firm.say(id, question);
        await until(() => offers().length === 2, 'the bot offers Answers again');
        expect(offers()[1]?.sequence).toBeGreaterThan(asked);
        await firm.say(id, question);
        await seat.accept(id, 2);
        const { sequence } = await seat.say(id, '您好');
        await firm.hasUpTo(id, sequence);
        expect(offers()).toHaveLength(2);
      });

      it('leaves the business waiting for a person when it has not, and learns of the gap', async () => {
        const lead = await town.as('tang.yan');
        const { firm, id } = await offered();
        const view = await firm.chat.request('bot-verdict', {
          conversationId: id,
          solved: false,
          reason: '没讲清楚',
        });
        expect(view).toMatchObject({ status: 'waiting', queue: { place: 1 }, bot: { solved: false } });
        await until(async () => {
          const { items } = await lead.get<GapPage>('/gaps', { matterCode: MATTER });
          const details = await Promise.all(items.map((gap) => lead.get<GapDetails>(`/gaps/${gap.id}`)));
          return details.some(({ examples }) =>
            examples.some(({ conversationId, source }) => conversationId === id && source === 'bot'),
          );
        }, 'a gap');
        const seat = await town.seat('chen.jing');
        await seat.accept(id);
        expect(await code(firm.chat.request('bot-verdict', { conversationId: id, solved: true }))).toBe(
          'INVALID_STATE',
        );
      });

      it('takes back what was left for later when it has solved it', async () => {
        const admin = await town.as('admin');
        const firm = await town.business();
        const { id } = await firm.open(MATTER);
        await firm.chat.request('call-back', { conversationId: id, phone: '010-12345678' });
        await until(() => firm.notices(id).includes('order-created'), 'the business is told of its order');
        await firm.say(id, question);
        await until(() => offerIn(firm.entries(id)), 'the bot offers Answers');
        const view = await firm.chat.request('bot-verdict', { conversationId: id, solved: true });
        expect(view.status).toBe('resolved');
        const { items } = await admin.get<DeferredRequestPage>('/deferred-requests');
        const left = items.find(({ conversationId }) => conversationId === id);
        expect(left?.withdrawnAt).toEqual(expect.any(String));
        await until(() => firm.notices(id).includes('order-withdrawn'), 'the order goes back');
        const orders = await admin.get<WorkOrderPage>('/work-orders', { conversationId: id });
        expect(orders.items).toMatchObject([{ status: 'withdrawn', agencies: [{ agencyCode: 'SCJG' }] }]);
      });
    });
  });
