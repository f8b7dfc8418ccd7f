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

  /**
   * Looks at the articles that there are, under their locks. What says what holds now changes nothing, whatever draft
   * there is; anything else is compared with the newest version.
   * @throws AppError INVALID_ARGUMENT
   */
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
    const compare = (versions: readonly ArticleVersion[]): Promise<Comparison[]> =>
      this.compare(tx, identity, records, targets, versions);
    const withEffective = await compare(await this.versions.findEffective(tx, ids));
    const withLatest = await compare(await this.versions.findLatest(tx, ids));
    const compared = withLatest.map((one, index) => {
      const effective = withEffective[index];
      return { ...(effective?.isSame ? effective : one), article: articles.get(targets[index] ?? '') };
    });
    refuse(
      compared.flatMap(({ record, isSame, article }, index) =>
        targets[index] === undefined ? [] : targetProblems(record, index, article, identity, isSame),
      ),
    );
    refuse(compared.flatMap(({ record, files }, index) => fileProblems(record, files, index, isDryRun)));
    return compared.map(({ record, files, base, isSame, article }): ImportPlan => {
      const text = textOf(record);
      if (!article || !base) {
        const { matterCode, kind } = record;
        const added = { id: uuidv7(), matterCode, kind, agencyCode: agencyOf(matterCode) };
        const imported = { id: added.id, change: 'added' as const, version: 1 };
        return { record, text, article: added, latest: undefined, files, imported };
      }
      const { id } = article;
      const imported: ImportedArticle = isSame
        ? { id, change: 'unchanged', version: base.version }
        : { id, change: 'changed', version: base.status === 'draft' ? base.version : base.version + 1 };
      return { record, text, article, latest: base, files, imported };
    });
  }

  /** Each record beside the version of its article, where there is one among these. */
  private async compare(
    tx: Transaction,
    identity: Identity,
    records: readonly ArticleRecord[],
    targets: readonly (string | undefined)[],
    versions: readonly ArticleVersion[],
  ): Promise<Comparison[]> {
    const byArticle = new Map(versions.map((version) => [version.articleId, version]));
    const bases = targets.map((id = '') => byArticle.get(id));
    const files = await this.files.plan(
      tx,
      identity,
      records.map(({ attachments }, index) => ({
        wanted: attachments,
        known: bases[index]?.attachmentIds ?? [],
      })),
    );
    return records.map((record, index) => {
      const [base, plan] = [bases[index], files[index]];
      return { record, base, files: plan, isSame: base !== undefined && saysTheSame(base, record, plan) };
    });
  }
}

/** A record, the version that it is compared with, and what would become of its files. */
interface Comparison {
  record: ArticleRecord;
  base: ArticleVersion | undefined;
  files: FilePlan | undefined;
  isSame: boolean;
}

function saysTheSame(base: ArticleVersion, record: ArticleRecord, files: FilePlan | undefined): boolean {
  const text = textOf(record);
  return (
    hasSameText(base, record) &&
    isDeepStrictEqual(
      plain([base.sources, base.expiresAt, base.reviewBy, base.attachmentIds]),
      plain([text.sources, text.expiresAt, text.reviewBy, files?.ids ?? base.attachmentIds]),
    )
  );
}

/** As the database keeps it. */
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

function refuse(fields: FieldProblem[]): void {
  if (fields.length === 0) return;
  throw new AppError('INVALID_ARGUMENT', 'The articles cannot be imported. Nothing was changed.', { fields });
}
