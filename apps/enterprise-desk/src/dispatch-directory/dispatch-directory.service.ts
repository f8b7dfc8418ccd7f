import { Injectable } from '@nestjs/common';
import {
  AppError,
  cityTime,
  mayDo,
  type DecideDispatchEntry,
  type DispatchEntryView,
  type Identity,
  type ListDispatchEntries,
  type Page,
  type SaveDispatchEntry,
} from '#contracts';
import { decodeIdCursor, pageSize, toPage, UnitOfWork, type Transaction } from '#database';
import { v7 as uuidv7 } from 'uuid';
import { MattersService } from '../matters/matters.service';
import { ANY, chooseEntry, type Concern } from './choose-entry';
import { DispatchDirectoryRepository } from './dispatch-directory.repository';
import type { DispatchEntry } from './dispatch-entry.entity';

type Proposal = Concern &
  Pick<DispatchEntry, 'agencyCode' | 'grounds'> & { note: string; sourceOrderId: string };

/** The entry in force that is closest to a concern; none when the directory says nothing. */
export type Directory = (concern: Concern, now: Date) => DispatchEntry | undefined;

/** 派单目录: which agency an order goes to. */
@Injectable()
export class DispatchDirectoryService {
  constructor(
    private readonly repository: DispatchDirectoryRepository,
    private readonly matters: MattersService,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /** What the directory says of these concerns, read at once. */
  async open(tx: Transaction, concerns: readonly Concern[]): Promise<Directory> {
    const entries = concerns.length > 0 ? await this.repository.candidates(tx, concerns) : [];
    return (concern, now) => chooseEntry(entries, concern, now);
  }

  /** A ruling offered as an entry: it counts once somebody who oversees has confirmed it. */
  async propose(tx: Transaction, proposal: Proposal, by: string, now: Date): Promise<string> {
    const { matterCode, district, kind } = proposal;
    const entry: DispatchEntry = {
      ...proposal,
      id: uuidv7(),
      version: await this.repository.nextVersion(tx, { matterCode, district, kind }),
      state: 'proposed',
      effectiveFrom: now,
      effectiveTo: null,
      createdBy: by,
      createdById: null,
      idempotencyKey: null,
      createdAt: now,
      decidedBy: null,
    };
    await this.repository.save(tx, entry);
    return entry.id;
  }

  /**
   * A new version, which takes the place of the one before as soon as it is in force; repeated under its key it is the one
   * that was saved.
   */
  async save(identity: Identity, request: SaveDispatchEntry, now = new Date()): Promise<DispatchEntryView> {
    const {
      matterCode = ANY,
      district = ANY,
      kind = ANY,
      agencyCode,
      effectiveFrom,
      effectiveTo,
      note,
      idempotencyKey,
    } = request;
    if (matterCode !== ANY) await this.matters.require(matterCode);
    if (!(await this.matters.hasAgency(agencyCode))) {
      throw new AppError('INVALID_ARGUMENT', `There is no agency ${agencyCode}.`, {
        fields: [{ field: 'agencyCode', problem: 'is not an agency' }],
      });
    }
    const from = effectiveFrom === undefined ? now : cityTime(effectiveFrom);
    const to = effectiveTo === undefined || effectiveTo === null ? null : cityTime(effectiveTo);
    if (to && to <= from) {
      throw new AppError('INVALID_ARGUMENT', 'It would end before it begins.', {
        fields: [{ field: 'effectiveTo', problem: 'must be after effectiveFrom' }],
      });
    }
    return this.unitOfWork.run(async (tx) => {
      const version = await this.repository.nextVersion(tx, { matterCode, district, kind });
      const saved = await this.repository.findByKey(tx, identity.partyId, idempotencyKey);
      if (saved) return repeated(saved, { matterCode, district, kind, agencyCode });
      const entry: DispatchEntry = {
        id: uuidv7(),
        matterCode,
        district,
        kind,
        agencyCode,
        version,
        state: 'confirmed',
        effectiveFrom: from,
        effectiveTo: to,
        note: note ?? null,
        grounds: [],
        sourceOrderId: null,
        createdBy: identity.name,
        createdById: identity.partyId,
        idempotencyKey,
        createdAt: now,
        decidedBy: identity.name,
      };
      await this.repository.save(tx, entry);
      return viewOf(entry);
    });
  }

  /**
   * A confirmed entry is the newest version from now on, whatever was saved since it was proposed. The same decision again
   * changes nothing.
   * @throws AppError NOT_FOUND, INVALID_STATE when it has been decided otherwise.
   */
  decide(
    identity: Identity,
    { entryId, confirm }: DecideDispatchEntry,
    now = new Date(),
  ): Promise<DispatchEntryView> {
    return this.unitOfWork.run(async (tx) => {
      const entry = await this.repository.lock(tx, entryId);
      if (!entry) throw new AppError('NOT_FOUND', 'No such entry.');
      const state = confirm ? 'confirmed' : 'rejected';
      if (entry.state === state && entry.sourceOrderId) return viewOf(entry);
      if (entry.state !== 'proposed') {
        throw new AppError('INVALID_STATE', `The entry is ${entry.state}.`, {
          status: entry.state,
          allowed: [],
        });
      }
      if (confirm) {
        const { matterCode, district, kind } = entry;
        entry.version = await this.repository.nextVersion(tx, { matterCode, district, kind });
      }
      entry.state = state;
      entry.decidedBy = identity.name;
      entry.effectiveFrom = now;
      await this.repository.save(tx, entry);
      return viewOf(entry);
    });
  }

  /** Why an entry stands is hidden from who may not see the confidential order that brought it about. */
  async list(identity: Identity, request: ListDispatchEntries): Promise<Page<DispatchEntryView>> {
    const after = decodeIdCursor(request.cursor);
    const size = pageSize(request.limit);
    const rows = await this.repository.list(request, after, size + 1);
    const sources = rows.flatMap(({ sourceOrderId }) => sourceOrderId ?? []);
    const hidden = mayDo(identity.role, 'oversee')
      ? new Set<string>()
      : await this.repository.hiddenOrders(sources, identity.partyId);
    return toPage(
      rows,
      size,
      ({ id }) => [id],
      (entry) => viewOf(hidden.has(entry.sourceOrderId ?? '') ? { ...entry, ...WITHOUT_SOURCE } : entry),
    );
  }
}

/** @throws AppError CONFLICT when another entry was saved under the key. */
function repeated(
  saved: DispatchEntry,
  wanted: Pick<DispatchEntry, 'matterCode' | 'district' | 'kind' | 'agencyCode'>,
): DispatchEntryView {
  const fields = ['matterCode', 'district', 'kind', 'agencyCode'] as const;
  if (fields.every((field) => saved[field] === wanted[field])) return viewOf(saved);
  throw new AppError('CONFLICT', 'Another entry was saved under this key.');
}

const WITHOUT_SOURCE = { note: null, grounds: [], sourceOrderId: null };

const viewOf = (entry: DispatchEntry): DispatchEntryView => ({
  id: entry.id,
  matterCode: entry.matterCode,
  district: entry.district,
  kind: entry.kind,
  version: entry.version,
  agencyCode: entry.agencyCode,
  state: entry.state,
  effectiveFrom: entry.effectiveFrom.toISOString(),
  effectiveTo: entry.effectiveTo?.toISOString() ?? null,
  note: entry.note,
  grounds: entry.grounds,
  sourceOrderId: entry.sourceOrderId,
  createdBy: entry.createdBy,
  createdAt: entry.createdAt.toISOString(),
  decidedBy: entry.decidedBy,
});
