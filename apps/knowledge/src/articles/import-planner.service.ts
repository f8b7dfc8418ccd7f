import { isDeepStrictEqual } from 'node:util';
import { Injectable } from '@nestjs/common';
import {
  AppError,
  type ArticleRecord,
  type FieldProblem,
  type Identity,
  type ImportedArticle,
} from '#contracts';
import type { Transaction } from '#database';
import { v7 as uuidv7 } from 'uuid';
import { RecordFilesService, type FilePlan } from '../attachments/record-files.service';
import { MatterDirectory } from '../matters/matter-directory.service';
import { ArticleLanguages } from './article-languages';
import type { ArticleVersion } from './article-version.entity';
import { textOf, type Text } from './draft-versions';
import {
  fileProblems,
  keyOf,
  recordProblems,
  sharedTargets,
  subjectKey,
  targetProblems,
} from './import-plan';
import { VersionsRepository, type LockedArticle } from './versions.repository';
import { hasSameText } from './wording';

/** A record and where it goes; a new article has no id yet. */
export interface ImportPlan {
  record: ArticleRecord;
  text: Text;
  article: Pick<LockedArticle, 'id' | 'matterCode' | 'agencyCode' | 'kind'>;
  latest: ArticleVersion | undefined;
  files: FilePlan | undefined;
  imported: ImportedArticle;
}

export type AgencyOf = (matterCode: string) => string;

/** Finds out what an import would do, or what is wrong with it: place, field and problem of everything. */
@Injectable()
export class ImportPlanner {
  constructor(
    private readonly versions: VersionsRepository,
    private readonly matters: MatterDirectory,
    private readonly languages: ArticleLanguages,
    private readonly files: RecordFilesService,
  ) {}

  /** Looks at the records alone; returns whose their matters are. @throws AppError INVALID_ARGUMENT */
  async check(records: readonly ArticleRecord[], identity: Identity): Promise<AgencyOf> {
    const matters = await this.matters.all();
    refuse([
      ...recordProblems(records, matters, identity),
      ...records.flatMap((record, index) => this.languages.problems(record, `articles[${index}].`)),
    ]);
    return (code) => matters.get(code)?.agencyCode ?? '';
  }

  /** Looks at the articles that there are, under their locks. @throws AppError INVALID_ARGUMENT */
  async plan(
    tx: Transaction,
    records: readonly ArticleRecord[],
    identity: Identity,
    agencyOf: AgencyOf,
    isDryRun: boolean,
  ): Promise<ImportPlan[]> {
    const unnamed = records.filter(({ id }) => id === undefined).map(({ title }) => title.zh);
    const byTitle = new Map(
      (await this.versions.findByTitle(tx, unnamed)).map((found) => [
        subjectKey(found.matterCode, found.kind, found.title),
        found.id,
      ]),
    );
    const targets = records.map((record) => record.id ?? byTitle.get(keyOf(record)));
    refuse(sharedTargets(records, targets));
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
    refuse(records.flatMap((record, index) => fileProblems(record, files[index], index, isDryRun)));
    return records.map((record, index): ImportPlan => {
      const [id, text] = [targets[index], textOf(record)];
      const article = id === undefined ? undefined : articles.get(id);
      if (!article) {
        const { matterCode, kind } = record;
        const added = { id: uuidv7(), matterCode, kind, agencyCode: agencyOf(matterCode) };
        const imported = { id: added.id, change: 'added' as const, version: 1 };
        return { record, text, article: added, latest: undefined, files: files[index], imported };
      }
      const newest = latest.get(article.id);
      const imported = { id: article.id, ...changeOf(newest, record, files[index]) };
      return { record, text, article, latest: newest, files: files[index], imported };
    });
  }
}

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

function refuse(fields: FieldProblem[]): void {
  if (fields.length === 0) return;
  throw new AppError('INVALID_ARGUMENT', 'The articles cannot be imported. Nothing was changed.', { fields });
}
