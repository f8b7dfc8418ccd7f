import { Injectable } from '@nestjs/common';
import { AppError, type ServiceHoursView, type ServiceStatusView } from '#contracts';
import { CalendarService } from './calendar.service';
import { isOpen, nextClosing, nextOpening, validateServiceHours } from './service-hours';
import { ServiceHoursRepository } from './service-hours.repository';
import { addWorkingTime, type Deadline } from './working-time';

const CACHE_MS = 5_000;

/** When people answer. Read from PostgreSQL at most every five seconds. */
@Injectable()
export class ServiceHoursService {
  private cached: { hours: ServiceHoursView; until: number } | undefined;
  private changed: (now: Date) => Promise<void> = () => Promise.resolve();

  constructor(
    private readonly repository: ServiceHoursRepository,
    private readonly calendar: CalendarService,
  ) {}

  async isOpen(now: Date): Promise<boolean> {
    return isOpen(await this.calendar.current(), await this.hours(), now);
  }

  /** Called while the modules start. */
  onChange(listener: (now: Date) => Promise<void>): void {
    this.changed = listener;
  }

  async nextClosing(now: Date): Promise<Date | undefined> {
    return nextClosing(await this.calendar.current(), await this.hours(), now);
  }

  async status(now: Date): Promise<ServiceStatusView> {
    const [calendar, hours] = [await this.calendar.current(), await this.hours()];
    const open = isOpen(calendar, hours, now);
    const next = open ? undefined : nextOpening(calendar, hours, now);
    return { ...hours, open, nextOpening: next?.toISOString() ?? null };
  }

  /** The end of the service on the n-th working day after `now`. */
  async workdayDeadline(now: Date, workdays: number): Promise<Deadline> {
    const { periods } = await this.hours();
    return addWorkingTime(await this.calendar.current(), { workday: periods }, now, { workdays });
  }

  /** @throws AppError INVALID_ARGUMENT naming the period that overlaps, or ends before it begins. */
  async set(hours: ServiceHoursView, now: Date): Promise<ServiceStatusView> {
    const problems = validateServiceHours(hours);
    if (problems.length > 0) {
      throw new AppError('INVALID_ARGUMENT', problems.join('; '), {
        fields: problems.map((problem) => ({ field: problem.split(' ')[0] ?? 'periods', problem })),
      });
    }
    await this.repository.set(hours);
    this.cached = undefined;
    await this.changed(now);
    return this.status(now);
  }

  private async hours(): Promise<ServiceHoursView> {
    if (this.cached && this.cached.until > Date.now()) return this.cached.hours;
    const hours = await this.repository.get();
    this.cached = { hours, until: Date.now() + CACHE_MS };
    return hours;
  }
}
