import { Injectable } from '@nestjs/common';
import { CreateStaff, SeatGroupView, ServiceHoursView } from '#contracts';
import { UnitOfWork } from '#database';
import { Type } from 'class-transformer';
import { IsArray, ValidateNested } from 'class-validator';
import { v7 as uuidv7 } from 'uuid';
import { ServiceHoursRepository } from './clocks/service-hours.repository';
import { SeatsRepository } from './seats/seats.repository';
import { hashPassword } from './seats/staff-accounts.service';

/** A member of the demo's staff; everybody has the demo password. */
class DemoStaff extends CreateStaff {
  override password = 'given by the launcher';
}

/** The file that describes the demo city. */
export class DemoCityFile {
  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => SeatGroupView)
  seatGroups!: SeatGroupView[];

  @ValidateNested()
  @Type(() => ServiceHoursView)
  serviceHours!: ServiceHoursView;

  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => DemoStaff)
  staff!: DemoStaff[];
}

/** Puts the demo city into an empty desk. */
@Injectable()
export class DemoCity {
  constructor(
    private readonly seats: SeatsRepository,
    private readonly serviceHours: ServiceHoursRepository,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /** Returns how many members of staff were added; groups and hours are set only when it was the first time. */
  async load(city: DemoCityFile, password: string): Promise<number> {
    const isFirst = (await this.seats.listGroups()).length === 0;
    const known = await Promise.all(city.staff.map(({ login }) => this.seats.findByLogin(login)));
    const missing = city.staff.filter((_, i) => known[i] === null);
    const passwordHash = await hashPassword(password);
    await this.unitOfWork.run(async (tx) => {
      if (isFirst) await this.seats.saveGroups(tx, city.seatGroups);
      for (const { login, name, role, seatGroups, languages, capacity, agencyCode = null } of missing) {
        const staff = { id: uuidv7(), login, name, role, seatGroups, languages, capacity, agencyCode };
        await this.seats.add(tx, { ...staff, passwordHash });
      }
    });
    if (isFirst) await this.serviceHours.set(city.serviceHours);
    return missing.length;
  }
}
