import { Injectable } from '@nestjs/common';
import {
  AppError,
  type AgencyCatalogue,
  type ListMatters,
  type MatterImportReport,
  type MatterPage,
  type MatterSummary,
  type MatterView,
} from '#contracts';
import { decodeCursor, pageSize, toPage, UnitOfWork } from '#database';
import { catalogueProblems } from './catalogue-problems';
import { planImport, type PlannedChange } from './import-plan';
import { searchWords } from './matter-search-terms';
import { MattersRepository } from './matters.repository';

/** How long another process's import may go unnoticed by `require`. */
const CACHED_MS = 10_000;
const EVERY_MATTER = { agencyCode: undefined, words: [], after: undefined, limit: 100_000 };

@Injectable()
export class MattersService {
  private cached: { until: number; matters: Promise<Map<string, MatterSummary>> } | undefined;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly matters: MattersRepository,
  ) {}

  async list({ agency, q, cursor, limit }: ListMatters): Promise<MatterPage> {
    const [after] = decodeCursor(cursor, 1) ?? [];
    const size = pageSize(limit);
    const rows = await this.matters.list({
      agencyCode: agency?.toUpperCase(),
      words: searchWords(q ?? ''),
      after: after === undefined ? undefined : String(after),
      limit: size + 1,
    });
    return toPage(
      rows,
      size,
      ({ code }) => [code],
      (matter) => matter,
    );
  }

  /** Answers for a retired matter, too: old conversations are about it. */
  async get(code: string): Promise<MatterView> {
    const matter = await this.matters.find(code);
    if (!matter) throw unknownMatter(code);
    return matter;
  }

  /**
   * The matter that a new conversation is about; from memory, at most 10 s old.
   * @throws AppError NOT_FOUND when it is unknown or retired.
   */
  async require(code: string): Promise<MatterSummary> {
    const matter = (await this.inForce()).get(code);
    if (!matter) throw unknownMatter(code);
    return matter;
  }

  /** Whether an agency has matters in force; from memory, at most 10 s old. */
  async hasAgency(code: string): Promise<boolean> {
    return [...(await this.inForce()).values()].some(({ agencyCode }) => agencyCode === code);
  }

  /** @throws AppError INVALID_ARGUMENT naming `agencyCode` when there is no such agency. */
  async requireAgency(code: string): Promise<void> {
    if (await this.hasAgency(code)) return;
    throw new AppError('INVALID_ARGUMENT', `There is no agency ${code}.`, {
      fields: [{ field: 'agencyCode', problem: 'names no agency of the catalogue' }],
    });
  }

  /**
   * Makes `agencies` the whole catalogue, or with `dryRun` only tells what that would change.
   * @throws AppError INVALID_ARGUMENT naming every place that contradicts another or lacks a text.
   */
  async import(agencies: readonly AgencyCatalogue[], dryRun: boolean): Promise<MatterImportReport> {
    const problems = catalogueProblems(agencies);
    if (problems.length > 0) {
      throw new AppError('INVALID_ARGUMENT', 'The catalogue cannot be imported.', { fields: problems });
    }
    const plan = await this.unitOfWork.run(async (tx) => {
      await this.matters.lockCatalogue(tx);
      const changes = planImport(await this.matters.readCatalogue(tx), agencies);
      if (dryRun) return changes;
      await this.matters.saveAgencies(tx, agencies);
      await this.matters.saveMatters(
        tx,
        changes.filter(({ change }) => change !== 'unchanged' && change !== 'retired'),
      );
      await this.matters.retire(
        tx,
        changes.filter(({ change }) => change === 'retired').map(({ code }) => code),
      );
      this.unitOfWork.onCommit(tx, () => (this.cached = undefined));
      return changes;
    });
    return { dryRun, changes: plan.map(toReported) };
  }

  private inForce(): Promise<Map<string, MatterSummary>> {
    if (this.cached && this.cached.until > Date.now()) return this.cached.matters;
    const matters = this.matters
      .list(EVERY_MATTER)
      .then((rows) => new Map(rows.map((matter) => [matter.code, matter])));
    const entry = { until: Date.now() + CACHED_MS, matters };
    this.cached = entry;
    matters.catch(() => {
      if (this.cached === entry) this.cached = undefined;
    });
    return matters;
  }
}

const toReported = ({ code, change, version, fields }: PlannedChange) => ({ code, change, version, fields });

const unknownMatter = (code: string): AppError =>
  new AppError('NOT_FOUND', `There is no matter ${code}.`, { matterCode: code });
