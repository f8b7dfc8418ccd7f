import { Injectable } from '@nestjs/common';
import type { ArticleImportReport, Identity, ImportArticles, ImportedArticle } from '#contracts';
import { UnitOfWork, type Transaction } from '#database';
import { RecordFilesService } from '../attachments/record-files.service';
import { ArticleClock } from './article-clock.service';
import type { ArticleVersion } from './article-version.entity';
import { changedDraft, newVersion } from './draft-versions';
import { HistoryRepository } from './history.repository';
import { ImportPlanner, type ImportPlan } from './import-planner.service';
import { VersionsRepository } from './versions.repository';

/** Many articles at once, all or none: each becomes a draft. */
@Injectable()
export class ImportService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly planner: ImportPlanner,
    private readonly versions: VersionsRepository,
    private readonly files: RecordFilesService,
    private readonly history: HistoryRepository,
    private readonly clock: ArticleClock,
  ) {}

  /** @throws AppError INVALID_ARGUMENT naming place, field and problem of everything that is wrong. */
  async import(
    { articles, dryRun }: ImportArticles,
    identity: Identity,
    now = new Date(),
  ): Promise<ArticleImportReport> {
    const agencyOf = await this.planner.check(articles, identity);
    return this.unitOfWork.run(async (tx) => {
      await this.versions.lockImports(tx);
      const plans = await this.planner.plan(tx, articles, identity, agencyOf, dryRun);
      if (!dryRun) await this.write(tx, plans, identity, now);
      const hidden = ({ imported }: ImportPlan): ImportedArticle =>
        dryRun && imported.change === 'added' ? { ...imported, id: null } : imported;
      const missingFiles = [...new Set(plans.flatMap(({ files }) => files?.missing ?? []))];
      return { dryRun, articles: plans.map(hidden), missingFiles };
    });
  }

  private async write(
    tx: Transaction,
    plans: readonly ImportPlan[],
    identity: Identity,
    now: Date,
  ): Promise<void> {
    const written = plans.filter(({ imported }) => imported.change !== 'unchanged');
    if (written.length === 0) return;
    const added = written.filter(({ latest }) => latest === undefined);
    if (added.length > 0) {
      await this.versions.insertArticles(
        tx,
        added.map(({ article: { id, matterCode, agencyCode, kind } }) => ({
          id,
          matterCode,
          agencyCode,
          kind,
        })),
      );
    }
    const [changed, fresh] = [written.filter(hasDraft), written.filter((plan) => !hasDraft(plan))];
    const versions = fresh.map(({ article, latest, text, files }) => ({
      ...newVersion(article, latest, text, identity, now),
      ...(files ? { attachmentIds: files.ids } : {}),
    }));
    if (versions.length > 0) await this.versions.insert(tx, versions);
    for (const { latest, text, files } of changed) {
      const change = changedDraft(latest, text, identity, now);
      await this.versions.update(tx, latest, { ...change, ...(files ? { attachmentIds: files.ids } : {}) });
    }
    const withFiles = written.flatMap(({ article, files }) =>
      files ? [{ articleId: article.id, plan: files }] : [],
    );
    await this.files.write(tx, identity, withFiles, now);
    const { partyId: actorId, name: actorName } = identity;
    await this.history.add(
      tx,
      written.map(({ article, latest, imported }) => ({
        ...{ articleId: article.id, version: imported.version, action: 'save' as const, at: now },
        ...{ from: latest?.status === 'draft' ? ('draft' as const) : null, to: 'draft' as const },
        ...{ actorId, actorName, reason: 'import', idempotencyKey: null },
      })),
    );
    await this.clock.settle(
      tx,
      written.map(({ article }) => article.id),
      now,
      true,
    );
  }
}

const hasDraft = (plan: ImportPlan): plan is ImportPlan & { latest: ArticleVersion } =>
  plan.latest?.status === 'draft';
