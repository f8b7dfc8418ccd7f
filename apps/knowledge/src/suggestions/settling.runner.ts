import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { Logger } from '#observability';
import { SETTLED_AT_ONCE, SettlingService } from './settling.service';

const LOOK_EVERY_MS = 60_000;

/** Looks for conversations that nothing happens in any more. */
@Injectable()
export class SettlingRunner implements OnApplicationBootstrap, OnApplicationShutdown {
  private timer: NodeJS.Timeout | undefined;
  private isLooking = false;

  constructor(
    private readonly settling: SettlingService,
    private readonly log: Logger,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.look(), LOOK_EVERY_MS).unref();
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
  }

  private async look(): Promise<void> {
    if (this.isLooking) return;
    this.isLooking = true;
    try {
      while ((await this.settling.sweep()) === SETTLED_AT_ONCE);
    } catch (error) {
      this.log.warn({ err: error }, 'Idle conversations could not be settled; trying again.');
    } finally {
      this.isLooking = false;
    }
  }
}
