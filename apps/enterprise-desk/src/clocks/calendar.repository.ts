import { Injectable } from '@nestjs/common';
import type { Transaction } from '#database';
import { DataSource, type EntityManager } from 'typeorm';
import { CalendarYearRow } from './calendar-year.entity';

@Injectable()
export class CalendarRepository {
  constructor(private readonly dataSource: DataSource) {}

  list(manager: EntityManager = this.dataSource.manager): Promise<CalendarYearRow[]> {
    return manager.find(CalendarYearRow, { order: { year: 'ASC' } });
  }

  find(year: number): Promise<CalendarYearRow | null> {
    return this.dataSource.manager.findOneBy(CalendarYearRow, { year });
  }

  async save(tx: Transaction, row: CalendarYearRow): Promise<void> {
    await tx.save(CalendarYearRow, row);
  }
}
