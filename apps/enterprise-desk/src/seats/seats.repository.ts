import { Injectable } from '@nestjs/common';
import type { ListSeats, SeatState } from '#contracts';
import { decodeIdCursor, pageSize, Pool, type Transaction } from '#database';
import { DataSource, In, IsNull, Not } from 'typeorm';
import { SeatGroup } from './seat-group.entity';
import { SeatLease } from './seat-lease.entity';
import { Staff } from './staff.entity';

/** A seat with its load, as lists and the router need it. */
export interface SeatRow {
  id: string;
  name: string;
  role: Staff['role'];
  state: SeatState;
  connected: boolean;
  capacity: number;
  seat_groups: string[];
  languages: string[];
  agency_code: string | null;
  state_since: Date;
  idle_since: Date;
  open: number;
  missed_offers: number;
}

const SEAT_ROWS = `
  SELECT s.id, s.name, s.role, s.state, s.connected, s.capacity, s.seat_groups, s.languages, s.agency_code, s.state_since,
         s.idle_since,
         ((SELECT count(*) FROM conversations c WHERE c.seat_id = s.id AND c.status = 'active')
           + (SELECT count(*) FROM offers o WHERE o.staff_id = s.id AND o.status = 'pending'))::int AS open,
         (SELECT count(*) FROM offers o WHERE o.staff_id = s.id AND o.status IN ('expired', 'declined')
            AND o.ended_at >= date_trunc('day', now(), 'Asia/Shanghai'))::int AS missed_offers
    FROM staff s`;

@Injectable()
export class SeatsRepository {
  constructor(
    private readonly dataSource: DataSource,
    private readonly pool: Pool,
  ) {}

  findByLogin(login: string): Promise<Staff | null> {
    return this.dataSource.manager.findOneBy(Staff, { login });
  }

  findById(id: string, tx?: Transaction): Promise<Staff | null> {
    return (tx ?? this.dataSource.manager).findOneBy(Staff, { id, disabledAt: IsNull() });
  }

  async recordSignIn(id: string): Promise<void> {
    await this.dataSource.manager.update(Staff, id, { failedSignIns: 0, lockedUntil: null });
  }

  async recordFailedSignIn(id: string, limit: number, lockMinutes: number): Promise<void> {
    await this.pool.query(
      `UPDATE staff SET failed_sign_ins = (failed_sign_ins + 1) % $2,
              locked_until = CASE WHEN failed_sign_ins + 1 >= $2 THEN now() + make_interval(mins => $3) ELSE locked_until END
        WHERE id = $1`,
      [id, limit, lockMinutes],
    );
  }

  async add(tx: Transaction, staff: Partial<Staff>): Promise<void> {
    await tx.insert(Staff, staff);
  }

  /** Who is in the state already stays in it since when it was. */
  async setState(tx: Transaction, id: string, state: SeatState, now: Date): Promise<void> {
    await tx.update(Staff, { id, state: Not(state) }, { state, stateSince: now, idleSince: now });
  }

  async setIdleSince(tx: Transaction, id: string, now: Date): Promise<void> {
    await tx.update(Staff, id, { idleSince: now });
  }

  async getSeat(id: string, tx?: Transaction): Promise<SeatRow | undefined> {
    const rows = await (tx ?? this.dataSource.manager).query<SeatRow[]>(`${SEAT_ROWS} WHERE s.id = $1`, [id]);
    return rows[0];
  }

  async list(request: ListSeats): Promise<SeatRow[]> {
    const after = decodeIdCursor(request.cursor) ?? null;
    const { rows } = await this.pool.query<SeatRow>(
      `${SEAT_ROWS} WHERE s.disabled_at IS NULL AND s.role IN ('seat', 'lead', 'expert')
         AND ($1::text IS NULL OR $1 = ANY(s.seat_groups)) AND ($2::text IS NULL OR s.state = $2)
         AND ($3::uuid IS NULL OR s.id > $3::uuid)
       ORDER BY s.id LIMIT $4`,
      [request.seatGroup ?? null, request.state ?? null, after, pageSize(request.limit) + 1],
    );
    return rows;
  }

  /** Seats that may be offered a conversation now. */
  listAvailable(tx: Transaction): Promise<SeatRow[]> {
    return tx.query<SeatRow[]>(
      `SELECT * FROM (${SEAT_ROWS} WHERE s.state = 'on-duty' AND s.connected AND s.disabled_at IS NULL
         AND s.role IN ('seat', 'lead')) seat WHERE open < capacity`,
    );
  }

  listGroups(): Promise<SeatGroup[]> {
    return this.dataSource.manager.find(SeatGroup, { order: { code: 'ASC' }, take: 500 });
  }

  async saveGroups(tx: Transaction, groups: SeatGroup[]): Promise<void> {
    await tx.save(SeatGroup, groups);
  }

  async knownGroups(codes: string[]): Promise<string[]> {
    const groups = await this.dataSource.manager.findBy(SeatGroup, { code: In(codes) });
    return groups.map((group) => group.code);
  }

  async knownStaff(ids: readonly string[], tx?: Transaction): Promise<string[]> {
    const staff = await (tx ?? this.dataSource.manager).find(Staff, {
      select: { id: true },
      where: { id: In([...ids]) },
    });
    return staff.map(({ id }) => id);
  }

  /** One after the other: a connection that comes must not be overlooked by another one that goes. */
  async lockPresence(tx: Transaction, staffId: string): Promise<void> {
    await tx.query('SELECT FROM staff WHERE id = $1 FOR UPDATE', [staffId]);
  }

  /** Renews a connection's lease; returns whether the seat had been unconnected before. */
  async renewLease(
    tx: Transaction,
    staffId: string,
    connectionId: string,
    leaseUntil: Date,
  ): Promise<boolean> {
    await tx.upsert(SeatLease, { connectionId, staffId, leaseUntil }, ['connectionId']);
    const [, came] = await tx.query<[unknown, number]>(
      'UPDATE staff SET connected = true, idle_since = now() WHERE id = $1 AND NOT connected',
      [staffId],
    );
    return came > 0;
  }

  /** Whose connection it is; undefined when it has no lease. */
  async holderOf(tx: Transaction, connectionId: string): Promise<string | undefined> {
    return (await tx.findOneBy(SeatLease, { connectionId }))?.staffId;
  }

  async releaseLease(tx: Transaction, connectionId: string): Promise<void> {
    await tx.delete(SeatLease, { connectionId });
  }

  /** Until when some connection of the seat is alive; lapsed leases are cleared away. */
  async leaseUntil(tx: Transaction, staffId: string, now: Date): Promise<Date | undefined> {
    await tx.query('DELETE FROM seat_leases WHERE staff_id = $1 AND lease_until <= $2', [staffId, now]);
    const rows = await tx.query<{ until: Date | null }[]>(
      'SELECT max(lease_until) AS until FROM seat_leases WHERE staff_id = $1',
      [staffId],
    );
    return rows[0]?.until ?? undefined;
  }

  async setDisconnected(tx: Transaction, staffId: string): Promise<void> {
    await tx.update(Staff, staffId, { connected: false });
  }
}
