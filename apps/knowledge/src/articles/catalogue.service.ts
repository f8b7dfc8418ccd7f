import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '#database';
import type { ArticleVersion } from './article-version.entity';
import { ArticleClock } from './article-clock.service';
import type { CatalogueArticle } from './catalogue-articles';
import { newVersion } from './draft-versions';
import { HistoryRepository } from './history.repository';
import { VersionsRepository } from './versions.repository';
import { hasSameText } from './wording';

const REASON = 'catalogue';

/** Loads the articles of the catalogue: approved with it, so that they hold at once. */
@Injectable()
export class CatalogueService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly versions: VersionsRepository,
    private readonly history: HistoryRepository,
    private readonly clock: ArticleClock,
  ) {}

  /** An article that a person has saved a version of since is theirs and stays as it is. */
  load(
    catalogue: readonly CatalogueArticle[],
    now = new Date(),
  ): Promise<{ added: number; changed: number }> {
    return this.unitOfWork.run(async (tx) => {
      await this.versions.lockImports(tx);
      const ids = catalogue.map(({ id }) => id);
      const known = new Map((await this.versions.lock(tx, ids)).map((row) => [row.id, row]));
      const latest = new Map((await this.versions.findLatest(tx, ids)).map((row) => [row.articleId, row]));
      const added = catalogue.filter(({ id }) => !known.has(id));
      const changed = catalogue.filter((article) => {
        const version = latest.get(article.id);
        return version && version.savedBy === null && !hasSameText(version, article);
      });
      if (added.length > 0) await this.versions.insertArticles(tx, added.map(subjectOf));
      const written = [...added, ...changed].map((article): ArticleVersion => {
        const text = { ...article, sources: [] };
        const version = newVersion(article, latest.get(article.id), text, null, now);
        return {
          ...version,
          status: 'scheduled',
          effectiveFrom: now,
          dueAt: now,
          englishOf: version.wording,
        };
      });
      if (written.length === 0) return { added: 0, changed: 0 };
      await this.versions.insert(tx, written);
      await this.history.add(
        tx,
        written.map(({ articleId, version, status }) => ({
          ...{ articleId, version, action: 'schedule' as const, from: null, to: status, at: now },
          ...{ actorId: null, actorName: null, reason: REASON, idempotencyKey: null },
        })),
      );
      await this.clock.settle(
        tx,
        written.map(({ articleId }) => articleId),
        now,
        true,
      );
      return { added: added.length, changed: changed.length };
    });
  }
}

const subjectOf = ({ id, matterCode, agencyCode, kind }: CatalogueArticle) => ({
  id,
  matterCode,
  agencyCode,
  kind,
});
