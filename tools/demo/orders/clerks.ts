import { AppError, type OrderAction, type OrderHistoryEntry, type WorkOrderView } from '#contracts';
import type { Api } from '../../client/api';
import type { FollowUpRound } from './follow-up-round';
import type { PlayedOrder } from './played-order';

const GROUNDS = [{ kind: 'law', title: '优化营商环境条例', reference: '国务院令第722号' }];

/** What the desk's people do with orders as they stand: review, decide, rule, supervise, have followed up, archive. */
export class Clerks {
  private readonly refused = new Set<string>();

  /**
   * @param lead reviews replies, returns and requests for more time.
   * @param overseer rules and supervises.
   */
  constructor(
    private readonly lead: Api,
    private readonly overseer: Api,
    private readonly followUps: FollowUpRound,
  ) {}

  /** Does what is next, if it is the desk's turn. The order may have moved on meanwhile: then nothing is done. */
  async tend(order: PlayedOrder, view: WorkOrderView): Promise<void> {
    try {
      await this.doNext(order, view);
    } catch (error) {
      if (!(error instanceof AppError) || !['CONFLICT', 'INVALID_STATE'].includes(error.code)) throw error;
    }
  }

  act(
    api: Api,
    { id, version }: WorkOrderView,
    action: OrderAction,
    more: object = {},
  ): Promise<WorkOrderView> {
    return api.post<WorkOrderView>(`/work-orders/${id}/actions`, { action, version, ...more });
  }

  private async doNext(order: PlayedOrder, view: WorkOrderView): Promise<void> {
    const { plot } = order;
    switch (view.status) {
      case 'returned':
        await (plot.second
          ? this.act(this.lead, view, 'accept-return', { agencyCode: plot.second.agencyCode })
          : this.act(this.lead, view, 'refuse-return', { text: '经核对职责清单，属于贵单位职责。' }));
        return;
      case 'adjudicating':
        await this.rule(order, view);
        return;
      case 'signed':
      case 'in-progress':
        await this.watch(view);
        return;
      case 'replied':
        await this.review(order, view);
        return;
      case 'following-up':
        await this.followUps.ask(order, view);
        return;
      case 'settled':
        await this.act(this.lead, view, 'archive');
        return;
      default:
    }
  }

  /** Once both sides have said what they think. */
  private async rule({ plot, played }: PlayedOrder, view: WorkOrderView): Promise<void> {
    let positions = 0;
    for await (const { action } of this.lead.all<OrderHistoryEntry>(`/work-orders/${view.id}/history`))
      if (action === 'state-position') positions += 1;
    if (positions < 2) return;
    await this.act(this.overseer, view, 'rule', {
      agencyCode: plot.ruledTo ?? played.agencyCode,
      text: '该事项由首次受理部门负责办理。',
      grounds: GROUNDS,
    });
  }

  private async watch(view: WorkOrderView): Promise<void> {
    if (view.extension?.state === 'requested') {
      await this.act(this.lead, view, 'grant-extension');
      return;
    }
    const running = view.clocks.filter(({ endedAt }) => endedAt === null);
    const breached = running.some(({ kind, light }) => kind === 'handling' && light === 'red');
    if (breached && !running.some(({ kind }) => kind === 'supervision'))
      await this.act(this.overseer, view, 'supervise', {
        light: 'red',
        text: '已超过办理时限，请立即办理。',
      });
  }

  private async review({ plot }: PlayedOrder, view: WorkOrderView): Promise<void> {
    if (plot.refusesReply && !this.refused.has(view.id)) {
      await this.act(this.lead, view, 'refuse-reply', { text: '请补充办理依据与具体结果。' });
      this.refused.add(view.id);
      return;
    }
    const seen = view.supervision ? await this.act(this.overseer, view, 'release') : view;
    await this.act(this.lead, seen, 'accept-reply');
  }
}
