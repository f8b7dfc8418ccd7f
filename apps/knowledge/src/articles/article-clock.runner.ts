import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { Logger } from '#observability';
import { ArticleClock } from './article-clock.service';

const LOOK_EVERY_MS = 250;
const RETRY_MS = 1_000;

/** Looks four times a second, in every process, whether something has come due: also what was due while none ran. */
@Injectable()
export class ArticleClockRunner implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly stopping = new AbortController();
  private running: Promise<void> = Promise.resolve();

  constructor(
    private readonly clock: ArticleClock,
    private readonly log: Logger,
  ) {}

  onApplicationBootstrap(): void {
    this.running = this.run();
  }

  async onApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  private async run(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      const pause = await this.look();
      if (pause > 0) await sleep(pause, undefined, { signal }).catch(() => undefined);
    }
  }

  /** Returns how long to wait, in ms. */
  private async look(): Promise<number> {
    const now = new Date();
    try {
      return (await this.clock.settleDue(now)) > 0 ? 0 : LOOK_EVERY_MS;
    } catch (error) {
      this.log.error({ err: error }, 'What is due could not be done; it will be tried again.');
      await this.lookAtEach(now);
      return RETRY_MS;
    }
  }

  private async lookAtEach(now: Date): Promise<void> {
    try {
      for (const [articleId, err] of await this.clock.settleEach(now))
        this.log.error({ err, articleId }, 'What is due of this article cannot be done.');
    } catch (error) {
      this.log.error({ err: error }, 'What is due cannot be read.');
    }
  }
}
