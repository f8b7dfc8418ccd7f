import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { UnitOfWork } from '#database';
import { Logger } from '#observability';
import { EmbeddingsService } from './embeddings.service';
import { EmbeddingsRepository } from './embeddings.repository';

const BEFORE_ALL = '00000000-0000-0000-0000-000000000000';
const SWEEP_EVERY_MS = 15 * 60_000;
const RETRY_MS = 5_000;
const LONGEST_RETRY_MS = 5 * 60_000;
const BATCH = 64;
/** Changed articles that are remembered; the sweep finds what is too much. */
const MOST_CHANGED = 1_000;
/** Between two sweeps that questions have asked for. */
const LENGTH_CHECK_MS = 60_000;

const OUTGROWN =
  "The embedding endpoint's vectors have changed their length; articles are embedded anew, until then searches go by words.";

/**
 * Keeps the vectors at what readers see: what has changed at once, and by a sweep at the start, every quarter of an
 * hour and after a failure whatever was missed, by one process at a time.
 */
@Injectable()
export class EmbeddingKeeper implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly changed = new Set<string>();
  private readonly stopping = new AbortController();
  private pause = new AbortController();
  private running: Promise<void> = Promise.resolve();
  private sweepAt = 0;
  private failures = 0;
  /** Of the endpoint's vectors, as far as is known. */
  private dimension: number | undefined;
  private isOutgrown = false;
  private lengthCheckAt = 0;

  constructor(
    private readonly embeddings: EmbeddingsService,
    private readonly repository: EmbeddingsRepository,
    private readonly unitOfWork: UnitOfWork,
    private readonly log: Logger,
  ) {}

  onApplicationBootstrap(): void {
    this.running = this.run();
  }

  async onApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    this.pause.abort();
    await this.running;
  }

  /** What readers see of these articles has changed. */
  noteChanged(articleIds: readonly string[]): void {
    for (const id of articleIds) {
      if (this.changed.size < MOST_CHANGED) this.changed.add(id);
      else this.sweepAt = 0;
    }
    this.pause.abort();
  }

  /** The vector of a question has this length; when it is another than before, all articles are embedded anew. */
  noteDimension(length: number): void {
    const before = (this.dimension ??= length);
    if (length === before) return;
    this.dimension = length;
    this.isOutgrown = true;
    this.log.warn({ before, now: length }, OUTGROWN);
    const now = Date.now();
    this.sweepAt = Math.min(this.sweepAt, Math.max(now, this.lengthCheckAt));
    this.lengthCheckAt = now + LENGTH_CHECK_MS;
    this.pause.abort();
  }

  /** Why the articles' vectors are not those that questions can be compared with, if they are not. */
  get problem(): string | undefined {
    return this.isOutgrown ? OUTGROWN : undefined;
  }

  private async run(): Promise<void> {
    while (!this.stopping.signal.aborted) {
      try {
        await this.settleChanged();
        if (Date.now() >= this.sweepAt) await this.sweep();
        this.failures = 0;
        await this.idle(this.sweepAt - Date.now());
      } catch (error) {
        if (this.stopping.signal.aborted) return;
        await this.rest(error);
      }
    }
  }

  /** What has failed is found again by the sweep. */
  private async settleChanged(): Promise<void> {
    while (this.changed.size > 0 && !this.stopping.signal.aborted) {
      const ids = [...this.changed].slice(0, BATCH);
      for (const id of ids) this.changed.delete(id);
      await this.embeddings.bringUpToDate(ids, this.stopping.signal);
    }
  }

  private async sweep(): Promise<void> {
    this.sweepAt = Date.now() + SWEEP_EVERY_MS;
    await this.repository.alone(async () => {
      const { signal } = this.stopping;
      const dimension = await this.embeddings.probe(signal);
      this.dimension = dimension;
      let after: string | null = BEFORE_ALL;
      while (after !== null) {
        signal.throwIfAborted();
        const { missing, last } = await this.repository.behind(after, dimension, BATCH);
        if (missing.length > 0) await this.embeddings.bringUpToDate(missing, signal, dimension);
        await this.settleChanged();
        after = last;
      }
      this.isOutgrown = false;
      for (after = BEFORE_ALL; after !== null;) {
        signal.throwIfAborted();
        const from: string = after;
        after = await this.unitOfWork.run((tx) => this.repository.sweepOut(tx, from));
      }
    });
  }

  private async rest(error: unknown): Promise<void> {
    const pause = Math.min(LONGEST_RETRY_MS, RETRY_MS * 2 ** this.failures);
    this.failures += 1;
    this.sweepAt = 0;
    this.log.warn(
      { reason: error instanceof Error ? error.message : String(error), againInMs: pause },
      'Articles could not be embedded; searches find them by their words.',
    );
    await sleep(pause, undefined, { signal: this.stopping.signal }).catch(() => undefined);
  }

  private async idle(ms: number): Promise<void> {
    this.pause = new AbortController();
    if (this.changed.size > 0 || this.stopping.signal.aborted) return;
    await sleep(Math.max(0, ms), undefined, { signal: this.pause.signal }).catch(() => undefined);
  }
}
