import { Injectable } from '@nestjs/common';
import { AppError, MAX_SYNONYMS, type SynonymList, type SynonymView } from '#contracts';
import { UnitOfWork } from '#database';
import { fold } from './fold-text';
import { groupsOf, synonymProblems } from './synonyms';
import { SynonymsRepository } from './synonyms.repository';

const SHOWN_PROBLEMS = 50;
/** How long another process may still use what it has read. */
const KEPT_MS = 5_000;

/** The words that editors have declared to mean the same. */
@Injectable()
export class SynonymsService {
  private kept: { groups: Promise<string[][]>; until: number } | undefined;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly synonyms: SynonymsRepository,
  ) {}

  async list(): Promise<SynonymList> {
    return { items: await this.synonyms.list() };
  }

  /** All rows or none. @throws AppError INVALID_ARGUMENT that names the rows and fields that are refused. */
  async save(items: readonly SynonymView[], savedBy: string): Promise<SynonymList> {
    await this.unitOfWork.run(async (tx) => {
      const existing = await this.synonyms.listToSave(tx);
      const { problems, rows } = synonymProblems(items, existing);
      if (problems.length > 0)
        throw new AppError('INVALID_ARGUMENT', `${problems.length} rows are refused; nothing was saved.`, {
          fields: problems.slice(0, SHOWN_PROBLEMS),
        });
      if (new Set([...existing, ...rows].map(({ word }) => word)).size > MAX_SYNONYMS)
        throw new AppError('INVALID_ARGUMENT', `There can be ${MAX_SYNONYMS} synonyms at most.`);
      await this.synonyms.save(tx, rows, savedBy);
      this.unitOfWork.onCommit(tx, () => (this.kept = undefined));
    });
    return this.list();
  }

  async delete(word: string): Promise<void> {
    await this.unitOfWork.run(async (tx) => {
      if (!(await this.synonyms.delete(tx, fold(word).trim())))
        throw new AppError('NOT_FOUND', `There is no synonym ${word}.`);
      this.unitOfWork.onCommit(tx, () => (this.kept = undefined));
    });
  }

  /** Words that mean the same, as read within the last seconds. */
  groups(now: Date): Promise<string[][]> {
    if (!this.kept || this.kept.until < now.getTime()) {
      const groups = this.synonyms.list().then(groupsOf);
      groups.catch(() => (this.kept = undefined));
      this.kept = { groups, until: now.getTime() + KEPT_MS };
    }
    return this.kept.groups;
  }
}
