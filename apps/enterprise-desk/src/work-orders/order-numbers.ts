import { Injectable } from '@nestjs/common';
import type { Transaction } from '#database';
import { localDate } from '../clocks/calendar';
import { WorkOrdersRepository } from './work-orders.repository';

/** So many are taken at once; those left over when a desk stops are never used. */
const BLOCK = 20;

/** Readable numbers by day: QF20261124-000042. Unique, in blocks per desk, not without gaps. */
@Injectable()
export class OrderNumbers {
  private day = '';
  private block: Promise<{ next: number; last: number }> | undefined;

  constructor(private readonly repository: WorkOrdersRepository) {}

  async next(now: Date): Promise<string> {
    const day = localDate(now);
    for (;;) {
      const taken = this.block;
      if (taken && this.day === day) {
        const block = await taken;
        if (block.next <= block.last) {
          return numberOf(day, block.next++);
        }
      }
      if (this.block === taken) this.takeBlock(day);
    }
  }

  /** `count` numbers at once, within a transaction. */
  async take(tx: Transaction, now: Date, count: number): Promise<string[]> {
    const day = localDate(now);
    const last = await this.repository.takeNumbers(day, count, tx);
    return Array.from({ length: count }, (_, i) => numberOf(day, last - count + 1 + i));
  }

  private takeBlock(day: string): void {
    this.day = day;
    const block = this.repository.takeNumbers(day, BLOCK).then((last) => ({ next: last - BLOCK + 1, last }));
    this.block = block;
    block.catch(() => {
      if (this.block === block) this.block = undefined;
    });
  }
}

const numberOf = (day: string, count: number): string =>
  `QF${day.replaceAll('-', '')}-${String(count).padStart(6, '0')}`;
