import { Controller } from '@nestjs/common';
import {
  CreateStaff,
  LeaseView,
  ListSeats,
  Nothing,
  SeatConnection,
  SeatGroupList,
  SeatPage,
  SeatView,
  SetSeatState,
} from '#contracts';
import { Handles, type Caller } from '#messaging';
import { PresenceService } from './presence.service';
import { SeatsService } from './seats.service';

@Controller()
export class SeatsHandler {
  constructor(
    private readonly seats: SeatsService,
    private readonly presence: PresenceService,
  ) {}

  @Handles('desk.seat.set-state')
  setState({ state }: SetSeatState, { identity }: Caller): Promise<SeatView> {
    return this.seats.setState(identity, state);
  }

  @Handles('desk.seat.renew-lease')
  async renewLease({ connectionId }: SeatConnection, { identity }: Caller): Promise<LeaseView> {
    const leaseUntil = await this.presence.renew(identity.partyId, connectionId);
    return { leaseUntil: leaseUntil.toISOString() };
  }

  @Handles('desk.seat.release-lease')
  async releaseLease({ connectionId }: SeatConnection): Promise<Nothing> {
    await this.presence.release(connectionId);
    return {};
  }

  @Handles('desk.seat.list')
  list(request: ListSeats): Promise<SeatPage> {
    return this.seats.list(request);
  }

  @Handles('desk.seat.create')
  create(request: CreateStaff): Promise<SeatView> {
    return this.seats.create(request);
  }

  @Handles('desk.seat-group.list')
  async listGroups(): Promise<SeatGroupList> {
    return { seatGroups: await this.seats.listGroups() };
  }
}
