import { Injectable } from '@nestjs/common';
import type { OrderClockView, OrderDeclineView, OrderHistoryEntry, WorkOrderView } from '#contracts';
import type { Transaction } from '#database';
import { maskPhone, PersonalData } from '../personal-data/personal-data';
import { emergenciesIn } from './emergencies';
import type { OrderActor } from './order-actor';
import type { OrderAgency } from './order-agency.entity';
import type { OrderHistoryRow } from './order-history.entity';
import { declinedClass } from './order-reasons';
import { allowedActions, type OrderState } from './order-rights';
import type { WorkOrder } from './work-order.entity';
import { WorkOrdersRepository } from './work-orders.repository';

/** The clocks of orders, by order id; those of orders without any are left out. */
export type OrderClockReader = (
  tx: Transaction | undefined,
  orderIds: string[],
) => Promise<Map<string, OrderClockView[]>>;

/** Puts together what is shown of orders: three queries, however many they are. */
@Injectable()
export class OrderViews {
  private readClocks: OrderClockReader = () => Promise.resolve(new Map<string, OrderClockView[]>());

  constructor(
    private readonly repository: WorkOrdersRepository,
    private readonly personalData: PersonalData,
  ) {}

  /** Whoever keeps the orders' clocks says so while the modules start. */
  readClocksWith(reader: OrderClockReader): void {
    this.readClocks = reader;
  }

  async of(actor: OrderActor, orders: readonly WorkOrder[]): Promise<WorkOrderView[]> {
    if (orders.length === 0) return [];
    const agencies = await this.repository.agenciesOf(orders.map(({ id }) => id));
    const states = orders.map((order) => ({
      actor,
      state: { order, agencies: agencies.filter(({ orderId }) => orderId === order.id) },
    }));
    return this.ofStates(states);
  }

  /** Each as its actor sees it. */
  async ofStates(
    seen: readonly { actor: OrderActor; state: OrderState }[],
    tx?: Transaction,
  ): Promise<WorkOrderView[]> {
    const clocks = await this.readClocks(
      tx,
      seen.map(({ state }) => state.order.id),
    );
    return seen.map(({ actor, state }) => this.view(actor, state, clocks.get(state.order.id) ?? []));
  }

  /** Of orders that have just been taken down, and have neither agencies nor clocks. */
  ofNew(actor: OrderActor, order: WorkOrder): WorkOrderView {
    return this.view(actor, { order, agencies: [] }, []);
  }

  private view(actor: OrderActor, state: OrderState, clocks: OrderClockView[]): WorkOrderView {
    const { order } = state;
    return {
      id: order.id,
      number: order.number,
      version: order.version,
      status: order.status,
      suspended: order.suspended,
      kind: order.kind,
      urgency: order.urgency,
      channel: order.channel,
      confidential: order.confidential,
      matterCode: order.matterCode,
      district: order.district,
      classification: order.classification,
      title: order.title,
      description: order.description,
      enterpriseName: order.enterpriseName,
      enterpriseId: order.enterpriseId,
      phone: order.phoneEncrypted ? maskPhone(this.personalData.decrypt(order.phoneEncrypted)) : null,
      conversationId: order.conversationId,
      parentId: order.parentId,
      mergedIntoId: order.mergedIntoId,
      repeats: order.repeats,
      returns: order.returns,
      redos: order.redos,
      supervision: order.supervision,
      extension: extensionOf(order),
      decline: declineOf(order),
      emergencies: emergenciesIn(`${order.title}\n${order.description}`),
      agencies: state.agencies.flatMap(agencyViewOf),
      clocks,
      allowed: allowedActions(actor, state),
      createdAt: order.createdAt.toISOString(),
      updatedAt: order.updatedAt.toISOString(),
    };
  }
}

const extensionOf = ({ extensionState: state, extensionWorkdays, extensionReason }: WorkOrder) =>
  state ? { state, workdays: extensionWorkdays ?? 0, reason: extensionReason ?? '' } : null;

function declineOf({ declinedAs, declinedText: text }: WorkOrder): OrderDeclineView | null {
  const declined = declinedClass(declinedAs);
  return declined ? { code: declined.code, reason: declined.reason, channel: declined.channel, text } : null;
}

const agencyViewOf = ({ agencyCode, part, signedAt, contactedAt, repliedAt }: OrderAgency) =>
  part === 'former'
    ? []
    : [
        {
          agencyCode,
          part,
          signedAt: signedAt?.toISOString() ?? null,
          contactedAt: contactedAt?.toISOString() ?? null,
          repliedAt: repliedAt?.toISOString() ?? null,
        },
      ];

export const historyEntryOf = (row: OrderHistoryRow): OrderHistoryEntry => ({
  sequence: row.sequence,
  at: row.at.toISOString(),
  actorKind: row.actorKind,
  actorName: row.actorName,
  agencyCode: row.agencyCode,
  action: row.action,
  status: row.status,
  reason: row.reason,
  text: row.text,
  details: row.details,
});
