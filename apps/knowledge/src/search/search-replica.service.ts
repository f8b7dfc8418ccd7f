import { setTimeout as sleep } from 'node:timers/promises';
import {
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { InvertedIndex } from './inverted-index';
import { SearchFeedRepository, type Place } from './search-feed.repository';
import { Vocabulary } from './vocabulary';

const PAGE = 1_000;
/** What another process has committed is found after this at the latest, and the time to read it. */
const LOOK_EVERY_MS = 250;
const FROM_THE_START = '0';
const BEFORE_ALL_ARTICLES = '00000000-0000-0000-0000-000000000000';

/** The index of PostgreSQL as this process holds it in memory: read whole at the start, then followed. */
@Injectable()
export class SearchReplicaService implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly index = new InvertedIndex();
  readonly vocabulary = new Vocabulary();
  private horizon = FROM_THE_START;
  private reading: Promise<void> = Promise.resolve();
  private following: Promise<void> = Promise.resolve();
  private own: Promise<void> = Promise.resolve();
  private readonly stopping = new AbortController();
  private readonly logger = new Logger(SearchReplicaService.name);

  constructor(private readonly feed: SearchFeedRepository) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.read();
    this.following = this.follow();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    await Promise.all([this.following, this.own]);
  }

  /** Something was committed here: the next search waits until it can be found. */
  noteCommit(): void {
    this.own = this.read().catch((error: unknown) => this.warn(error));
  }

  /** Resolves when what this process has committed can be found. */
  current(): Promise<void> {
    return this.own;
  }

  private async follow(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      await sleep(LOOK_EVERY_MS, undefined, { signal }).catch(() => undefined);
      if (!signal.aborted) await this.read().catch((error: unknown) => this.warn(error));
    }
  }

  /** Takes in what has changed; one reading after the other, so that none is overtaken by an earlier one. */
  private read(): Promise<void> {
    const after = this.reading.then(() => this.readChanges());
    this.reading = after.catch(() => undefined);
    return after;
  }

  /** What a transaction changed that had not ended last time is at or after the last horizon, and read now. */
  private async readChanges(): Promise<void> {
    const horizon = await this.feed.horizon();
    let place: Place | undefined = { change: this.horizon, key: '' };
    while (place) {
      const words = await this.feed.words(place, PAGE);
      for (const word of words) this.vocabulary.add(word);
      place = nextPlace(words, ({ change, word }) => ({ change, key: word }));
    }
    place = { change: this.horizon, key: BEFORE_ALL_ARTICLES };
    while (place) {
      const changes = await this.feed.documents(place, PAGE);
      for (const { id, article } of changes)
        if (article) {
          const { terms, titleTerms, ...found } = article;
          this.index.put(found, { terms, titleTerms });
        } else this.index.remove(id);
      place = nextPlace(changes, ({ change, id }) => ({ change, key: id }));
    }
    this.horizon = horizon;
  }

  private warn(error: unknown): void {
    this.logger.warn(`The search goes on with what it knew: PostgreSQL does not answer (${String(error)}).`);
  }
}

const nextPlace = <T>(page: readonly T[], placeOf: (row: T) => Place): Place | undefined => {
  const last = page.at(-1);
  return last && page.length === PAGE ? placeOf(last) : undefined;
};
