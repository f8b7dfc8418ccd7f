import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { HandedOrder } from '#contracts';
import type { Transaction } from '#database';
import { maskPhone, PersonalData } from '../personal-data/personal-data';
import { OrderListeners, type OrderActed } from '../work-orders/order-listeners';
import { HandoversRepository } from './handovers.repository';
import { LedgerService } from './ledger.service';
import { planHandovers, type Part } from './plan-handovers';

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

  private async follow(tx: Transaction, acted: OrderActed): Promise<void> {
    await this.mark(tx, acted);
    const { order, action, request, now } = acted;
    const move = { action, status: order.status, lead: order.agencyCode, named: request.agencyCode };
    const planned = planHandovers(move, await this.repository.holders(tx, order.id));
    for (const { agencyCode, part, kind } of planned) {
      if (kind === 'withdrawn') await this.repository.withdraw(tx, order.id, agencyCode);
      await this.ledger.hand(
        tx,
        { agencyCode, kind, order: this.viewFor(acted, part), ...wordsOf(acted) },
        now,
      );
    }
  }

  /** How far the handovers of the order itself have come. */
  private async mark(tx: Transaction, { order, action, actor, now }: OrderActed): Promise<void> {
    const agency = actor.agencyCode;
    const lead = order.agencyCode;
    if (action === 'sign' && agency) await this.repository.markSigned(tx, order.id, agency, now);
    else if (action === 'reply' && agency) await this.repository.markReplied(tx, order.id, agency, now);
    else if (action === 'accept-reply') await this.repository.markConfirmed(tx, order.id, now);
    else if (action === 'refuse-reply' && lead)
      await this.repository.unmark(tx, 'replied_at', order.id, lead);
    else if ((action === 'refuse-return' || action === 'rule') && lead)
      await this.repository.unmark(tx, 'signed_at', order.id, lead);
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

function wordsOf({ action, request }: OrderActed) {
  const decision =
    action === 'grant-extension' ? 'granted' : action === 'refuse-extension' ? 'refused' : undefined;
  return {
    ...(decision ? ({ decision } as const) : {}),
    ...(request.reason ? { reason: request.reason } : {}),
    ...(request.text ? { text: request.text } : {}),
  };
}
