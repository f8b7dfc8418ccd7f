import type { EntryList, FollowUpChannel, FollowUpLink, FollowUpView, WorkOrderView } from '#contracts';
import type { Api } from '../../client/api';
import type { Clerk, PlayedOrder } from './played-order';

interface Answer {
  solved: boolean;
  satisfied: boolean;
  reason?: string;
}

const YES: Answer = { solved: true, satisfied: true };
const NO: Answer = { solved: false, satisfied: false, reason: '问题仍未解决，请再核实。' };
const PAGE = 200;

/** Asks enterprises whether their orders are solved: in the chat, by a link or by telephone. */
export class FollowUpRound {
  /** @param callers never who took the order down. */
  constructor(
    private readonly anybody: Api,
    private readonly callers: readonly Clerk[],
  ) {}

  /** Does nothing where the enterprise has not been asked yet. */
  async ask(order: PlayedOrder, { redos }: WorkOrderView): Promise<void> {
    const { plot } = order;
    const answer = plot.redo && redos === 0 ? NO : YES;
    await this.by(redos > 0 ? 'phone' : plot.asked, order, answer);
  }

  private async by(channel: FollowUpChannel, order: PlayedOrder, answer: Answer): Promise<void> {
    if (channel === 'chat') return this.byChat(order, answer);
    const caller = this.callers.find(({ id }) => id !== order.takenBy.id);
    const followUp = caller && (await openOf(caller.api, order.id));
    if (!followUp) return;
    const path = `/follow-ups/${followUp.id}`;
    if (channel === 'phone') {
      await caller.api.post(`${path}/claim`, {});
      await caller.api.post(`${path}/record`, answer);
    } else {
      const { token } = await caller.api.post<FollowUpLink>(`${path}/link`, {});
      await this.anybody.post('/follow-ups/invitation', { token });
      await this.anybody.post('/follow-ups/invitation/answer', { token, ...answer });
    }
  }

  private async byChat({ number, played }: PlayedOrder, answer: Answer): Promise<void> {
    const { business, conversationId = '' } = played;
    const followUpId = business && (await askedIn(business, conversationId, number));
    if (followUpId) await business.post(`/follow-ups/${followUpId}/answer`, answer);
  }
}

async function openOf(api: Api, orderId: string): Promise<FollowUpView | undefined> {
  for await (const one of api.all<FollowUpView>('/follow-ups', { scope: 'to-do', limit: PAGE }))
    if (one.orderId === orderId) return one;
  return undefined;
}

/** The follow-up that the conversation last asked for. */
async function askedIn(business: Api, conversationId: string, number: string): Promise<string | undefined> {
  let found: string | undefined;
  for (let after = 0; ;) {
    const page = await business.get<EntryList>(`/conversations/${conversationId}/entries`, {
      after,
      limit: PAGE,
    });
    for (const { system } of page.entries) {
      const { followUpId, orderNumber } = system?.code === 'follow-up-asked' ? system.params : {};
      if (orderNumber === number && typeof followUpId === 'string') found = followUpId;
    }
    const last = page.entries.at(-1)?.sequence;
    if (last === undefined || last >= page.lastSequence) return found;
    after = last;
  }
}
