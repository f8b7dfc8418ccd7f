import { Injectable } from '@nestjs/common';
import {
  AppError,
  type CreateStaff,
  type Identity,
  type ListSeats,
  type Page,
  type SeatGroupView,
  type SeatState,
  type SeatView,
} from '#contracts';
import { pageSize, toPage, UnitOfWork, type Transaction } from '#database';
import { v7 as uuidv7 } from 'uuid';
import { LiveService } from '../live/live.service';
import { MattersService } from '../matters/matters.service';
import { RoutingSignal } from '../routing/routing-signal';
import { TimersService } from '../timers/timers.service';
import type { SeatGroup } from './seat-group.entity';
import { SeatsRepository, type SeatRow } from './seats.repository';
import { hashPassword } from './staff-accounts.service';
import type { Staff } from './staff.entity';

@Injectable()
export class SeatsService {
  constructor(
    private readonly repository: SeatsRepository,
    private readonly matters: MattersService,
    private readonly timers: TimersService,
    private readonly live: LiveService,
    private readonly routing: RoutingSignal,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /** Who is not on duty any more gives back what it has been offered, at once. */
  async setState(identity: Identity, state: SeatState): Promise<SeatView> {
    return this.unitOfWork.run(async (tx) => {
      const now = new Date();
      await this.repository.setState(tx, identity.partyId, state, now);
      if (state !== 'on-duty') await this.timers.set(tx, 'offers-return', identity.partyId, now);
      const seat = viewOf(await this.row(identity.partyId, tx));
      this.live.partyAfter(tx, seat.id, { type: 'seat', seat });
      this.routing.after(tx);
      return seat;
    });
  }

  async list(request: ListSeats): Promise<Page<SeatView>> {
    const rows = await this.repository.list(request);
    return toPage(rows, pageSize(request.limit), (row) => [row.id], viewOf);
  }

  /** @throws AppError NOT_FOUND for an unknown or disabled member of staff. */
  async getStaff(id: string, tx?: Transaction): Promise<Staff> {
    const staff = await this.repository.findById(id, tx);
    if (!staff) throw new AppError('NOT_FOUND', 'No such member of staff.');
    return staff;
  }

  /** Those of `ids` that are no member of staff. */
  async unknownStaff(ids: readonly string[], tx?: Transaction): Promise<string[]> {
    const known = new Set(await this.repository.knownStaff(ids, tx));
    return ids.filter((id) => !known.has(id));
  }

  listAvailable(tx: Transaction): Promise<SeatRow[]> {
    return this.repository.listAvailable(tx);
  }

  /** A place of the seat has become free. */
  async freePlace(tx: Transaction, staffId: string, now: Date): Promise<void> {
    await this.repository.setIdleSince(tx, staffId, now);
    this.routing.after(tx);
  }

  async create(request: CreateStaff): Promise<SeatView> {
    const { password, agencyCode, ...staff } = request;
    await this.checkGroups(request.seatGroups);
    if ((staff.role === 'expert' || staff.role === 'agency') && !agencyCode) {
      throw new AppError('INVALID_ARGUMENT', 'It belongs to an agency.', {
        fields: [{ field: 'agencyCode', problem: `is needed for the role ${staff.role}` }],
      });
    }
    if (agencyCode !== undefined) await this.matters.requireAgency(agencyCode);
    if (await this.repository.findByLogin(staff.login)) {
      throw new AppError('CONFLICT', `The login ${staff.login} is taken.`, {
        fields: [{ field: 'login', problem: 'is taken' }],
      });
    }
    const id = uuidv7();
    const passwordHash = await hashPassword(password);
    await this.unitOfWork.run((tx) =>
      this.repository.add(tx, { ...staff, id, passwordHash, agencyCode: agencyCode ?? null }),
    );
    return viewOf(await this.row(id));
  }

  async listGroups(): Promise<SeatGroupView[]> {
    return this.repository.listGroups();
  }

  /** The group that serves an agency's matters. @throws AppError UNAVAILABLE when there is none. */
  async groupFor(agencyCode: string): Promise<string> {
    const group = (await this.repository.listGroups()).find(({ agencies }) => agencies.includes(agencyCode));
    if (!group) throw new AppError('UNAVAILABLE', `No seat group serves the agency ${agencyCode} yet.`);
    return group.code;
  }

  /** @throws AppError INVALID_ARGUMENT naming the group that does not exist. */
  async checkGroups(codes: string[], field = 'seatGroups'): Promise<void> {
    const known = await this.repository.knownGroups(codes);
    const unknown = codes.find((code) => !known.includes(code));
    if (unknown === undefined) return;
    throw new AppError('INVALID_ARGUMENT', `No seat group ${unknown}.`, {
      fields: [{ field, problem: `there is no seat group ${unknown}` }],
    });
  }

  saveGroups(groups: SeatGroup[]): Promise<void> {
    return this.unitOfWork.run((tx) => this.repository.saveGroups(tx, groups));
  }

  private async row(id: string, tx?: Transaction): Promise<SeatRow> {
    const row = await this.repository.getSeat(id, tx);
    if (!row) throw new AppError('NOT_FOUND', 'No such member of staff.');
    return row;
  }
}

const viewOf = (row: SeatRow): SeatView => ({
  id: row.id,
  name: row.name,
  role: row.role,
  state: row.state,
  connected: row.connected,
  open: row.open,
  capacity: row.capacity,
  seatGroups: row.seat_groups,
  languages: row.languages,
  agencyCode: row.agency_code,
  stateSince: row.state_since.toISOString(),
  missedOffers: row.missed_offers,
});
