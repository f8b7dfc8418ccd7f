import { Injectable } from '@nestjs/common';
import { localDate } from '../clocks/calendar';
import { WorkOrdersRepository } from './work-orders.repository';

/** Readable numbers by day: QF20261124-000042. Unique, roughly in order, not without gaps. */
@Injectable()
export class OrderNumbers {
  constructor(private readonly repository: WorkOrdersRepository) {}

  /** One for each time at which an order was taken down. */
  async take(times: readonly Date[]): Promise<string[]> {
    const days = times.map(localDate);
    const next = new Map<string, number>();
    for (const day of new Set(days)) {
      const count = days.filter((one) => one === day).length;
      next.set(day, (await this.repository.takeNumbers(day, count)) - count + 1);
    }
    return days.map((day) => {
      const number = next.get(day) ?? 0;
      next.set(day, number + 1);
      return `QF${day.replaceAll('-', '')}-${String(number).padStart(6, '0')}`;
    });
  }
}
