import { Injectable } from '@nestjs/common';
import {
  AppError,
  type Handover,
  type HandoverDue,
  type HandoverKind,
  type HandoverState,
  type HandoverView,
  type LedgerBalance,
  type ListHandovers,
  type Page,
  type ReplayHandover,
  type ReportHandover,
} from '#contracts';
import { decodeIdCursor, pageSize, toPage, UnitOfWork, type Transaction } from '#database';
import { Outbox } from '#outbox';
import { v7 as uuidv7 } from 'uuid';
import { digestOf } from './handover-digest';
import type { HandoverRow } from './handover.entity';
import { HandoversRepository } from './handovers.repository';

/** What an agency is to be told. */
export interface NewHandover {
  handed: Omit<Handover, 'id' | 'at'>;
  now: Date;
  requestId?: string | undefined;
}

/** States in which the adapter still has to bring it to the agency. */
const DUE: readonly HandoverState[] = ['waiting', 'sent'];
const BALANCE_DAYS = 31;

/** The books of what was handed over: one row per handover and agency. */
@Injectable()
export class LedgerService {
  constructor(
    private readonly repository: HandoversRepository,
    private readonly outbox: Outbox,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /** Writes the rows, and sends them on their way with the transaction. */
  async hand(tx: Transaction, given: readonly NewHandover[]): Promise<void> {
    const handed = given.map(({ handed, now, requestId }) => {
      const data: Handover = { ...handed, id: uuidv7(), at: now.toISOString() };
      return { data, now, requestId };
    });
    await this.repository.add(
      tx,
      handed.map(({ data, now }) => newRow(data, now)),
    );
    await this.outbox.addMany(tx, 'agency.*.handover', handed);
  }

  /** The same handover once more. */
  async carryAgain(tx: Transaction, row: HandoverRow, patch: Partial<HandoverRow>, now: Date): Promise<void> {
    const next = { state: 'waiting' as const, carriedAt: now, carries: row.carries + 1, ...patch };
    await this.repository.update(tx, row.id, next);
    await this.outbox.add(tx, 'agency.*.handover', patch.payload ?? row.payload);
  }

  /** What an adapter has done with a handover of its agency. */
  report(agencyCode: string, report: ReportHandover, now = new Date()): Promise<HandoverDue> {
    return this.unitOfWork.run(async (tx) => {
      const row = await this.lock(tx, report.handoverId, agencyCode);
      const due = DUE.includes(row.state);
      if (due && report.step === 'taken' && (await this.repository.hasEarlier(tx, row, DUE)))
        return { due, waits: true };
      if (due) await this.repository.update(tx, row.id, stepOf(row, report, now));
      // The agency may sign before its adapter could say that it has the order.
      else if (report.step === 'delivered' && row.state === 'delivered' && !row.deliveredDigest)
        await this.repository.update(tx, row.id, { deliveredDigest: report.digest ?? null });
      return { due };
    });
  }

  /** The agency has fetched it; saying so again changes nothing. */
  acknowledge(agencyCode: string, handoverId: string, now = new Date()): Promise<void> {
    return this.unitOfWork.run(async (tx) => {
      const row = await this.lock(tx, handoverId, agencyCode);
      if (row.state === 'available')
        await this.repository.update(tx, row.id, { state: 'delivered', deliveredAt: now });
      else if (DUE.includes(row.state)) throw new AppError('NOT_FOUND', 'No such handover.');
    });
  }

  /** A person has looked at a dead letter. */
  replay(request: ReplayHandover, now = new Date()): Promise<HandoverView> {
    return this.unitOfWork.run(async (tx) => {
      const row = await this.lock(tx, request.handoverId);
      if (row.state !== 'dead')
        throw new AppError('INVALID_STATE', 'Only a dead letter is replayed.', { state: row.state });
      const payload = corrected(row.payload, request);
      const patch = { payload, digest: digestOf(payload), sentAt: null };
      await this.carryAgain(tx, row, patch, now);
      return viewOf({ ...row, ...patch, state: 'waiting' });
    });
  }

  async list(request: ListHandovers): Promise<Page<HandoverView>> {
    const cursor = decodeIdCursor(request.cursor);
    const limit = pageSize(request.limit);
    const rows = await this.repository.list(request, cursor, limit + 1);
    return toPage(rows, limit, ({ id }) => [id], viewOf);
  }

  async balance(now = new Date()): Promise<LedgerBalance> {
    const from = new Date(now.getTime() - BALANCE_DAYS * 86_400_000);
    return { agencies: await this.repository.balance(from) };
  }

  private async lock(tx: Transaction, id: string, agencyCode?: string): Promise<HandoverRow> {
    const row = await this.repository.lock(tx, id);
    if (!row || (agencyCode !== undefined && row.agencyCode !== agencyCode))
      throw new AppError('NOT_FOUND', 'No such handover.');
    return row;
  }
}

const newRow = (payload: Handover, now: Date): HandoverRow => ({
  id: payload.id,
  agencyCode: payload.agencyCode,
  kind: payload.kind satisfies HandoverKind,
  orderId: payload.order?.id ?? null,
  state: 'waiting',
  payload,
  digest: digestOf(payload),
  document: null,
  deliveredDigest: null,
  attempts: 0,
  lastError: null,
  createdAt: now,
  carriedAt: now,
  carries: 1,
  sentAt: null,
  deliveredAt: null,
  signedAt: null,
  repliedAt: null,
  confirmedAt: null,
});

function stepOf(row: HandoverRow, report: ReportHandover, now: Date): Partial<HandoverRow> {
  const { step, problem = null, digest = null, document = null } = report;
  const sentAt = row.sentAt ?? now;
  switch (step) {
    case 'taken':
      return { state: 'sent', sentAt };
    case 'failed':
      return { attempts: row.attempts + 1, lastError: problem };
    case 'refused':
      return { state: 'dead', attempts: row.attempts + 1, lastError: problem };
    case 'available':
      return { state: 'available', sentAt, document };
    case 'delivered':
      return { state: 'delivered', sentAt, deliveredAt: now, deliveredDigest: digest, document };
  }
}

function corrected(payload: Handover, { title, description, text }: ReplayHandover): Handover {
  const { order } = payload;
  return {
    ...payload,
    ...(text === undefined ? {} : { text }),
    ...(order
      ? { order: { ...order, title: title ?? order.title, description: description ?? order.description } }
      : {}),
  };
}

const isoOf = (time: Date | null): string | null => time?.toISOString() ?? null;

const viewOf = (row: HandoverRow): HandoverView => ({
  id: row.id,
  agencyCode: row.agencyCode,
  kind: row.kind,
  state: row.state,
  orderId: row.orderId,
  orderNumber: row.payload.order?.number ?? null,
  digest: row.digest,
  deliveredDigest: row.deliveredDigest,
  createdAt: row.createdAt.toISOString(),
  sentAt: isoOf(row.sentAt),
  deliveredAt: isoOf(row.deliveredAt),
  signedAt: isoOf(row.signedAt),
  repliedAt: isoOf(row.repliedAt),
  confirmedAt: isoOf(row.confirmedAt),
  attempts: row.attempts,
  lastError: row.lastError,
  payload: row.payload,
});
