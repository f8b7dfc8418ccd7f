import { Injectable, type OnApplicationBootstrap, type OnModuleInit } from '@nestjs/common';
import { UnitOfWork, type Transaction } from '#database';
import { TimersService } from '../timers/timers.service';
import { AttachmentsRepository } from './attachments.repository';

const ALL = 'all agencies';
const KEEP_MS = 7 * 86_400_000;
const LOOK_EVERY_MS = 3_600_000;
const AT_ONCE = 50;
/** Where there is more than is deleted at once. */
const PAUSE_MS = 1_000;

/** Deletes what agencies have uploaded and not sent with anything for a week. */
@Injectable()
export class UnsentAttachments implements OnModuleInit, OnApplicationBootstrap {
  constructor(
    private readonly repository: AttachmentsRepository,
    private readonly timers: TimersService,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  onModuleInit(): void {
    this.timers.on('unsent-attachments', (tx, _key, firedAt) => this.clean(tx, firedAt));
  }

  onApplicationBootstrap(): Promise<void> {
    return this.unitOfWork.run((tx) => this.timers.set(tx, 'unsent-attachments', ALL, new Date()));
  }

  async clean(tx: Transaction, now: Date): Promise<void> {
    const deleted = await this.repository.deleteUnsent(tx, new Date(now.getTime() - KEEP_MS), AT_ONCE);
    const next = new Date(now.getTime() + (deleted < AT_ONCE ? LOOK_EVERY_MS : PAUSE_MS));
    await this.timers.set(tx, 'unsent-attachments', ALL, next);
  }
}
