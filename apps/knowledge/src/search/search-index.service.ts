import {
  Injectable,
  Logger,
  Optional,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { UnitOfWork, type Transaction } from '#database';
import { EmbeddingKeeper } from '../rerank/embedding-keeper.service';
import { documentOf, wordsOfDocuments } from './search-document';
import { SearchIndexRepository } from './search-index.repository';
import { SearchReplicaService } from './search-replica.service';

const BATCH = 100;
const BEFORE_ALL = '00000000-0000-0000-0000-000000000000';

/** Keeps the index at what readers see. */
@Injectable()
export class SearchIndexService implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private catchingUp: Promise<unknown> = Promise.resolve();
  private closing = false;
  private readonly listeners: ((articleIds: readonly string[]) => void)[] = [];
  private readonly logger = new Logger(SearchIndexService.name);

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly index: SearchIndexRepository,
    private readonly replica: SearchReplicaService,
    @Optional() private readonly embeddings?: EmbeddingKeeper,
  ) {}

  /** What the index lacks is made up for while the service answers. */
  onApplicationBootstrap(): void {
    this.catchingUp = this.catchUp().catch((error: unknown) =>
      this.logger.error(
        `The index could not be brought up to date: ${String(error)}. It is tried again at the next start.`,
      ),
    );
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.closing = true;
    await this.catchingUp;
  }

  /** What readers see of the articles has changed, and can be found; called while the modules start. */
  onChange(listener: (articleIds: readonly string[]) => void): void {
    this.listeners.push(listener);
  }

  /** Brings the index to what readers see of these articles, in the caller's transaction. */
  async refresh(tx: Transaction, articleIds: readonly string[]): Promise<void> {
    this.unitOfWork.onCommit(tx, () => this.replica.noteCommit());
    this.unitOfWork.onCommit(tx, () => this.embeddings?.noteChanged(articleIds));
    for (const listener of this.listeners) this.unitOfWork.onCommit(tx, () => listener(articleIds));
    const articles = await this.index.effective(tx, articleIds);
    const seen = new Set(articles.map(({ id }) => id));
    const hidden = articleIds.filter((id) => !seen.has(id));
    if (hidden.length > 0) await this.index.remove(tx, hidden);
    if (articles.length === 0) return;
    const documents = articles.map(documentOf);
    for (const document of documents) await this.index.put(tx, document);
    await this.index.nameMatters(tx, [...new Set(articles.map(({ matterCode }) => matterCode))]);
    await this.index.addWords(tx, wordsOfDocuments(documents));
  }

  /** More useful articles come first among equals. */
  countUseful(tx: Transaction, articleId: string, useful: number, useless: number): Promise<void> {
    this.unitOfWork.onCommit(tx, () => this.replica.noteCommit());
    return this.index.countUseful(tx, articleId, useful, useless);
  }

  /** Indexes what is missing or was indexed by an older generation, some at a time; returns how many. */
  async catchUp(): Promise<number> {
    await this.index.adopt();
    let count = 0;
    let ids = await this.index.behind(BEFORE_ALL, BATCH);
    while (ids.length > 0 && !this.closing) {
      const batch = ids;
      await this.unitOfWork.run((tx) => this.refresh(tx, batch));
      count += batch.length;
      ids = await this.index.behind(batch.at(-1) ?? BEFORE_ALL, BATCH);
    }
    return count;
  }
}
