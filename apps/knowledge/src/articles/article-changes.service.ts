import { Injectable } from '@nestjs/common';
import { AppError, type ArticleAction, type ArticleStatus, type Identity } from '#contracts';
import { UnitOfWork, type Transaction } from '#database';
import { checkKeeps } from './access';
import { ArticleClock } from './article-clock.service';
import { HistoryRepository, type VersionRef } from './history.repository';
import { VersionsRepository, type LockedArticle } from './versions.repository';

export interface Change {
  version: number;
  action: ArticleAction;
  from: ArticleStatus | null;
  to: ArticleStatus;
}

interface Request {
  id: string;
  revision: number | undefined;
}

/** What every change by a person has in common: once per key, under the lock of the article, on record. */
@Injectable()
export class ArticleChanges {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly versions: VersionsRepository,
    private readonly history: HistoryRepository,
    private readonly clock: ArticleClock,
  ) {}

  /**
   * The same key from the same person again returns what the first request did.
   * @throws AppError CONFLICT when the key was used for something else.
   */
  once(
    { partyId }: Identity,
    { id, idempotencyKey }: { id?: string; idempotencyKey: string },
    action: ArticleAction,
    work: (tx: Transaction) => Promise<VersionRef>,
  ): Promise<VersionRef> {
    return this.unitOfWork.run(async (tx) => {
      const done = await this.history.findDone(tx, partyId, idempotencyKey);
      if (!done) return work(tx);
      const { action: doneAction, ...version } = done;
      if (doneAction !== action || (id !== undefined && id !== done.id)) throw usedOtherwise(doneAction);
      return version;
    });
  }

  /**
   * Locks the article for a change by somebody who has seen it in that revision.
   * @throws AppError NOT_FOUND, or CONFLICT telling who was faster.
   */
  async open(tx: Transaction, identity: Identity, { id, revision }: Request): Promise<LockedArticle> {
    const [article] = await this.versions.lock(tx, [id]);
    checkKeeps(identity, article);
    if (article.revision !== revision) throw await this.conflict(tx, article);
    return article;
  }

  /** Records the changes and what follows from them at once. */
  async close(
    tx: Transaction,
    { partyId, name }: Identity,
    articleId: string,
    changes: readonly Change[],
    { reason, idempotencyKey }: { reason?: string | undefined; idempotencyKey: string },
    now: Date,
  ): Promise<void> {
    await this.history.add(
      tx,
      changes.map((change, index) => ({
        ...change,
        articleId,
        at: now,
        actorId: partyId,
        actorName: name,
        reason: reason ?? null,
        idempotencyKey: index === 0 ? idempotencyKey : null,
      })),
    );
    await this.clock.settle(tx, [articleId], now, true);
  }

  /** Somebody has changed the article since it was read. */
  async conflict(tx: Transaction, { id, revision }: LockedArticle): Promise<AppError> {
    const last = await this.history.findLastActor(tx, id);
    const who = last ? `${last.name} changed it at ${last.at.toISOString()}` : 'it was changed meanwhile';
    return new AppError('CONFLICT', `The article is not what you have read: ${who}.`, {
      revision,
      ...(last ? { changedBy: last.name, changedAt: last.at.toISOString() } : {}),
      fields: [{ field: 'revision', problem: `is now ${revision}: ${who}` }],
    });
  }
}

const usedOtherwise = (action: ArticleAction): AppError =>
  new AppError('CONFLICT', 'The idempotency key was used for something else.', {
    fields: [{ field: 'idempotencyKey', problem: `was used for "${action}"` }],
  });
