import { Injectable, type OnApplicationBootstrap, type OnModuleInit } from '@nestjs/common';
import { UnitOfWork, type Transaction } from '#database';
import { DeskEnv } from '../desk.env';
import { TimersService } from '../timers/timers.service';
import { DueRepository } from './due.repository';
import { ForgettingService } from './forgetting.service';
import { RetentionReport, type Forgotten } from './retention-report';

const ALL = 'everything';
const DAY_MS = 86_400_000;
/** Between two batches, so that the desk's work goes on. */
const PAUSE_MS = 1_000;
const CONVERSATIONS_AT_ONCE = 20;
const ORDERS_AT_ONCE = 20;
const REPRESENTATIVES_AT_ONCE = 100;

/**
 * Once a day takes out what is personal where it was kept long enough, batch by batch, by one desk at a time: the timer
 * is set anew in the transaction of each batch, so whoever dies in between leaves it to the next.
 */
@Injectable()
export class RetentionService implements OnModuleInit, OnApplicationBootstrap {
  constructor(
    private readonly due: DueRepository,
    private readonly forgetting: ForgettingService,
    private readonly timers: TimersService,
    private readonly unitOfWork: UnitOfWork,
    private readonly env: DeskEnv,
    private readonly report: RetentionReport,
  ) {}

  onModuleInit(): void {
    this.timers.on('retention', async (tx, _key, firedAt) => {
      try {
        await this.clean(tx, firedAt);
      } catch (error) {
        this.report.fail();
        throw error;
      }
    });
  }

  onApplicationBootstrap(): Promise<void> {
    return this.unitOfWork.run((tx) => this.timers.set(tx, 'retention', ALL, new Date()));
  }

  /** One batch. */
  async clean(tx: Transaction, now: Date): Promise<Forgotten> {
    const before = (days: number): Date => new Date(now.getTime() - days * DAY_MS);
    const { RETENTION_ORDER_DAYS, RETENTION_CONVERSATION_DAYS, RETENTION_CONTACT_DAYS } = this.env;
    const orders = await this.due.orders(tx, before(RETENTION_ORDER_DAYS), ORDERS_AT_ONCE);
    await this.forgetting.orders(tx, orders, now);
    const conversations = await this.due.conversations(
      tx,
      before(RETENTION_CONVERSATION_DAYS),
      CONVERSATIONS_AT_ONCE,
    );
    await this.forgetting.conversations(tx, conversations, now);
    const isFull = orders.length === ORDERS_AT_ONCE || conversations.length === CONVERSATIONS_AT_ONCE;
    // Last of all: their names are looked for in what was said.
    const representatives = isFull
      ? []
      : await this.due.representatives(tx, before(RETENTION_CONTACT_DAYS), REPRESENTATIVES_AT_ONCE);
    await this.forgetting.representatives(tx, representatives, now);
    const goesOn = isFull || representatives.length === REPRESENTATIVES_AT_ONCE;
    await this.timers.set(tx, 'retention', ALL, new Date(now.getTime() + (goesOn ? PAUSE_MS : DAY_MS)));
    const forgotten = {
      orders: orders.length,
      conversations: conversations.length,
      representatives: representatives.length,
    };
    this.unitOfWork.onCommit(tx, () => this.report.batch(forgotten, !goesOn, now));
    return forgotten;
  }
}
