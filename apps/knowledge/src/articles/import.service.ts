import { isDeepStrictEqual } from 'node:util';
import { Injectable } from '@nestjs/common';
import {
  AppError,
  type ArticleImportReport,
  type ArticleRecord,
  type FieldProblem,
  type Identity,
  type ImportArticles,
  type ImportedArticle,
} from '#contracts';
import { UnitOfWork, type Transaction } from '#database';
import { v7 as uuidv7 } from 'uuid';
import { RecordFilesService, type FilePlan } from '../attachments/record-files.service';
import { MatterDirectory } from '../matters/matter-directory.service';
import { ArticleClock } from './article-clock.service';
import type { ArticleVersion } from './article-version.entity';
import { optionalTime } from './dates';
import { changedDraft, newVersion } from './draft-versions';
import { HistoryRepository } from './history.repository';
import { fileProblems, keyOf, recordProblems, subjectKey, targetProblems } from './import-plan';
import { VersionsRepository, type LockedArticle } from './versions.repository';
import { hasSameText } from './wording';

/** A record and where it goes; a new article has no id yet. */
interface Plan {
  record: ArticleRecord;
  article: Pick<LockedArticle, 'id' | 'matterCode' | 'agencyCode' | 'kind'>;
  latest: ArticleVersion | undefined;
  files: FilePlan | undefined;
  imported: ImportedArticle;
}

/** Many articles at once, all or none: each becomes a draft. */
@Injectable()
export class ImportService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly versions: VersionsRepository,
    private readonly history: HistoryRepository,
    private readonly clock: ArticleClock,
    private readonly matters: MatterDirectory,
    private readonly files: RecordFilesService,
  ) {}

  /** @throws AppError INVALID_ARGUMENT naming place, field and problem of everything that is wrong. */
  async import(
    { articles, dryRun }: ImportArticles,
    identity: Identity,
    now = new Date(),
  ): Promise<ArticleImportReport> {
    const matters = await this.matters.all();
    refuse(recordProblems(articles, matters, identity));
    return this.unitOfWork.run(async (tx) => {
      await this.versions.lockImports(tx);
      const plans = await this.plan(tx, articles, identity, (code) => matters.get(code)?.agencyCode ?? '');
      refuse(plans.flatMap(({ record, files }, index) => fileProblems(record, files, index, dryRun)));
      if (!dryRun) await this.write(tx, plans, identity, now);
      const hidden = ({ imported }: Plan): ImportedArticle =>
        dryRun && imported.change === 'added' ? { ...imported, id: null } : imported;
      const missingFiles = [...new Set(plans.flatMap(({ files }) => files?.missing ?? []))];
      return { dryRun, articles: plans.map(hidden), missingFiles };
    });
  }

  private async plan(
    tx: Transaction,
    records: readonly ArticleRecord[],
    identity: Identity,
    agencyOf: (matterCode: string) => string,
  ): Promise<Plan[]> {
    const unnamed = records.filter(({ id }) => id === undefined).map(({ title }) => title.zh);
    const byTitle = new Map(
      (await this.versions.findByTitle(tx, unnamed)).map((found) => [
        subjectKey(found.matterCode, found.kind, found.title),
        found.id,
      ]),
    );
    const targets = records.map((record) => record.id ?? byTitle.get(keyOf(record)));
    const ids = [...new Set(targets.flatMap((id) => id ?? []))];
    const articles = new Map((await this.versions.lock(tx, ids)).map((row) => [row.id, row]));
    const latest = new Map((await this.versions.findLatest(tx, ids)).map((row) => [row.articleId, row]));
    const files = await this.files.plan(
      tx,
      identity,
      records.map(({ attachments }, index) => ({
        wanted: attachments,
        known: latest.get(targets[index] ?? '')?.attachmentIds ?? [],
      })),
    );
    refuse(
      records.flatMap((record, index) => {
        const id = targets[index];
        if (id === undefined) return [];
        const isUnchanged = changeOf(latest.get(id), record, files[index]).change === 'unchanged';
        return targetProblems(record, index, articles.get(id), identity, isUnchanged);
      }),
    );
    return records.map((record, index): Plan => {
      const id = targets[index];
      const article = id === undefined ? undefined : articles.get(id);
      if (!article) {
        const { matterCode, kind } = record;
        const added = { id: uuidv7(), matterCode, kind, agencyCode: agencyOf(matterCode) };
        const imported = { id: added.id, change: 'added' as const, version: 1 };
        return { record, article: added, latest: undefined, files: files[index], imported };
      }
      const newest = latest.get(article.id);
      const imported = { id: article.id, ...changeOf(newest, record, files[index]) };
      return { record, article, latest: newest, files: files[index], imported };
    });
  }

  private async write(tx: Transaction, plans: readonly Plan[], identity: Identity, now: Date): Promise<void> {
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
    const versions = fresh.map(({ article, latest, record, files }) => ({
      ...newVersion(article, latest, textOf(record), identity, now),
      ...(files ? { attachmentIds: files.ids } : {}),
    }));
    if (versions.length > 0) await this.versions.insert(tx, versions);
    for (const { latest, record, files } of changed) {
      const change = changedDraft(latest, textOf(record), identity, now);
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

const hasDraft = (plan: Plan): plan is Plan & { latest: ArticleVersion } => plan.latest?.status === 'draft';

function changeOf(
  latest: ArticleVersion | undefined,
  record: ArticleRecord,
  files: FilePlan | undefined,
): Pick<ImportedArticle, 'change' | 'version'> {
  if (!latest) return { change: 'changed', version: 1 };
  const text = textOf(record);
  const same =
    hasSameText(latest, record) &&
    isDeepStrictEqual(
      plain([latest.sources, latest.expiresAt, latest.reviewBy, latest.attachmentIds]),
      plain([text.sources, text.expiresAt, text.reviewBy, files?.ids ?? latest.attachmentIds]),
    );
  if (same) return { change: 'unchanged', version: latest.version };
  return { change: 'changed', version: latest.status === 'draft' ? latest.version : latest.version + 1 };
}

/** As the database keeps it. */
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

const textOf = ({ title, body, sources, expiresAt, reviewBy }: ArticleRecord) => ({
  title,
  body,
  sources: sources ?? [],
  expiresAt: optionalTime('expiresAt', expiresAt),
  reviewBy: optionalTime('reviewBy', reviewBy),
});

function refuse(fields: FieldProblem[]): void {
  if (fields.length === 0) return;
  throw new AppError('INVALID_ARGUMENT', 'The articles cannot be imported. Nothing was changed.', { fields });
}
