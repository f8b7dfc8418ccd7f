import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { HandedOrder, Handover } from '#contracts';
import type { Transaction } from '#database';
import { maskPhone, PersonalData } from '../personal-data/personal-data';
import { OrderListeners, type OrderActed } from '../work-orders/order-listeners';
import { HandoversRepository, type HandoverMark } from './handovers.repository';
import { LedgerService } from './ledger.service';
import { concernsHolders, planHandovers, type Part } from './plan-handovers';

/** Whatever is done with an order reaches the agencies that hold it, and the ledger, in the transaction that does it. */
@Injectable()
export class OrderHandovers implements OnModuleInit {
  constructor(
    private readonly listeners: OrderListeners,
    private readonly repository: HandoversRepository,
    private readonly ledger: LedgerService,
    private readonly personalData: PersonalData,
  ) {}

  onModuleInit(): void {
    this.listeners.add((tx, acted) => this.follow(tx, acted));
  }

  private async follow(tx: Transaction, acted: readonly OrderActed[]): Promise<void> {
    await this.mark(tx, acted);
    const asking = acted.filter((one) => concernsHolders(one.action, one.order.status));
    const holders = await this.repository.holders(
      tx,
      asking.map(({ order }) => order.id),
    );
    const planned = acted.flatMap((one) => {
      const { order, action, request } = one;
      const move = { action, status: order.status, lead: order.agencyCode, named: request.agencyCode };
      return planHandovers(move, holders.get(order.id) ?? []).map((plan) => ({ ...plan, acted: one }));
    });
    await this.repository.withdraw(
      tx,
      planned.flatMap(({ kind, agencyCode, acted: { order } }) =>
        kind === 'withdrawn' ? { orderId: order.id, agencyCode } : [],
      ),
    );
    await this.ledger.hand(
      tx,
      planned.map(({ agencyCode, kind, part, acted: one }) => ({
        handed: { agencyCode, kind, order: this.viewFor(one, part), ...wordsOf(one) },
        now: one.now,
        requestId: one.requestId,
      })),
    );
  }

  /** How far the handovers of the orders themselves have come. */
  private async mark(tx: Transaction, acted: readonly OrderActed[]): Promise<void> {
    const of = (actions: readonly OrderActed['action'][], agency: (one: OrderActed) => string | null) =>
      acted.flatMap((one): HandoverMark[] => {
        const agencyCode = agency(one);
        if (!agencyCode || !actions.includes(one.action)) return [];
        return [{ orderId: one.order.id, agencyCode, at: one.now }];
      });
    const acting = ({ actor }: OrderActed): string | null => actor.agencyCode;
    const lead = ({ order }: OrderActed): string | null => order.agencyCode;
    await this.repository.markSigned(tx, of(['sign'], acting));
    await this.repository.markReplied(tx, of(['reply'], acting));
    await this.repository.markConfirmed(
      tx,
      acted.flatMap(({ action, order, now }) =>
        action === 'accept-reply' ? { orderId: order.id, at: now } : [],
      ),
    );
    await this.repository.unmark(tx, 'replied_at', of(['refuse-reply'], lead));
    await this.repository.unmark(tx, 'signed_at', of(['refuse-return', 'rule'], lead));
  }

  private viewFor({ order }: OrderActed, part: Part): HandedOrder {
    const { id, number, version, kind, urgency, matterCode, district, title, description, enterpriseName } =
      order;
    const phone = order.phoneEncrypted ? maskPhone(this.personalData.decrypt(order.phoneEncrypted)) : null;
    const { confidential } = order;
    return {
      ...{ id, number, version, kind, urgency, matterCode, district, title, description, enterpriseName },
      ...{ phone, confidential, part },
    };
  }
}

function decisionOf({ action, order }: OrderActed): Pick<Handover, 'decision' | 'workdays'> {
  if (action === 'grant-extension') return { decision: 'granted', workdays: order.extensionWorkdays ?? 0 };
  return action === 'refuse-extension' ? { decision: 'refused' } : {};
}

function wordsOf(acted: OrderActed) {
  const { request } = acted;
  return {
    ...decisionOf(acted),
    ...(request.reason ? { reason: request.reason } : {}),
    ...(request.text ? { text: request.text } : {}),
  };
}
