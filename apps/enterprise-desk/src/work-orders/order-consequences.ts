import { Injectable } from '@nestjs/common';
import type { ActOnOrder } from '#contracts';
import type { Transaction } from '#database';
import { ClassificationsService } from '../classifications/classifications.service';
import { DispatchDirectoryService, type Directory } from '../dispatch-directory/dispatch-directory.service';
import { MattersService } from '../matters/matters.service';
import { SeatsService } from '../seats/seats.service';
import type { OrderDeed } from './order-effects';
import { OrderJoining } from './order-joining';
import { refuseField } from './order-refusals';
import type { OrderState } from './order-rights';
import type { WorkOrder } from './work-order.entity';
import { WorkOrdersRepository } from './work-orders.repository';

/** What an action needs from elsewhere before it is done, and what it brings about besides. */
@Injectable()
export class OrderConsequences {
  constructor(
    private readonly repository: WorkOrdersRepository,
    private readonly joining: OrderJoining,
    private readonly directory: DispatchDirectoryService,
    private readonly matters: MattersService,
    private readonly classifications: ClassificationsService,
    private readonly seats: SeatsService,
  ) {}

  /** Looks up in the directory what these deeds need of it. */
  async open(
    tx: Transaction,
    deeds: readonly OrderDeed[],
    orders: ReadonlyMap<string, WorkOrder>,
  ): Promise<Directory> {
    const concerns = deeds.flatMap(({ request }) =>
      asksDirectory(request) ? (orders.get(request.orderId) ?? []) : [],
    );
    return this.directory.open(tx, concerns);
  }

  /** @throws AppError INVALID_ARGUMENT naming what does not exist. */
  async prepare(
    tx: Transaction,
    state: OrderState,
    deed: OrderDeed,
    directory: Directory,
  ): Promise<OrderDeed> {
    const { request } = deed;
    if (request.agencyCode !== undefined) await this.checkAgency(request, state);
    if (asksDirectory(request)) return this.byDirectory(state, deed, directory);
    if (request.action === 'disclose' || request.action === 'conceal')
      await this.checkStaff(tx, request.staffIds ?? []);
    if (request.action === 'classify') await this.classifications.require(request.classification ?? '');
    if (request.action === 'split') {
      for (const { matterCode } of request.parts ?? [])
        if (matterCode) await this.matters.require(matterCode);
    }
    return deed;
  }

  /** Returns what is to be kept of it in the history. */
  async follow(tx: Transaction, { order }: OrderState, deed: OrderDeed): Promise<Record<string, unknown>> {
    const { request, actor, now } = deed;
    switch (request.action) {
      case 'merge':
        await this.joining.merge(tx, order, deed);
        return {};
      case 'split':
        return { parts: await this.joining.split(tx, order, request.parts ?? [], deed) };
      case 'disclose':
        await this.addViewers(tx, order.id, request.staffIds ?? []);
        return {};
      case 'conceal': {
        const named = [order.handlerId, actor.id, ...(request.staffIds ?? [])].filter((id) => id !== null);
        await this.addViewers(tx, order.id, named);
        return {};
      }
      case 'withhold':
        await this.repository.removeViewers(tx, order.id, request.staffIds);
        return {};
      case 'reveal':
        await this.repository.removeViewers(tx, order.id);
        return {};
      case 'rule': {
        const { matterCode, district, kind, id: sourceOrderId } = order;
        const { agencyCode = '', text: note = '', grounds = [] } = request;
        const proposed = { matterCode, district, kind, agencyCode, sourceOrderId, note, grounds };
        return { directoryEntryId: await this.directory.propose(tx, proposed, actor.name, now) };
      }
      default:
        return {};
    }
  }

  private addViewers(tx: Transaction, orderId: string, staffIds: readonly string[]): Promise<void> {
    return this.repository.addViewers(
      tx,
      [...new Set(staffIds)].map((staffId) => ({ orderId, staffId })),
    );
  }

  private async checkAgency(
    { agencyCode = '', action }: ActOnOrder,
    { agencies }: OrderState,
  ): Promise<void> {
    if (!(await this.matters.hasAgency(agencyCode))) {
      refuseField('agencyCode', `there is no agency ${agencyCode}`);
    }
    const part = agencies.find((row) => row.agencyCode === agencyCode)?.part;
    if (action === 'add-co-handler' && part && part !== 'former') {
      refuseField('agencyCode', 'the agency has a part in it already');
    }
    if (action === 'relieve-co-handler' && part !== 'co-handler') {
      refuseField('agencyCode', 'the agency is not a co-handler of it');
    }
  }

  private async checkStaff(tx: Transaction, staffIds: readonly string[]): Promise<void> {
    const unknown = await this.seats.unknownStaff(staffIds, tx);
    if (unknown.length > 0) refuseField('staffIds', `there is no member of staff ${unknown.join(', ')}`);
  }

  /** The directory's agency, or the one whose matter it is when the directory says nothing. */
  private async byDirectory(
    { order }: OrderState,
    deed: OrderDeed,
    directory: Directory,
  ): Promise<OrderDeed> {
    const entry = directory(order, deed.now);
    const agencyCode = entry?.agencyCode ?? (await this.matters.require(order.matterCode)).agencyCode;
    const details = entry
      ? { directoryEntryId: entry.id, directoryVersion: entry.version }
      : { directory: 'the agency whose matter it is' };
    return { ...deed, request: { ...deed.request, agencyCode }, details };
  }
}

const asksDirectory = ({ action, agencyCode }: ActOnOrder): boolean =>
  action === 'dispatch' && agencyCode === undefined;
