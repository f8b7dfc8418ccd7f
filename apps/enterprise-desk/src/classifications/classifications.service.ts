import { Injectable } from '@nestjs/common';
import {
  AppError,
  type ClassificationImportReport,
  type ClassificationView,
  type ImportClassifications,
  type ListClassifications,
  type Page,
} from '#contracts';
import { decodeCursor, pageSize, toPage, UnitOfWork } from '#database';
import type { Classification } from './classification.entity';
import { ClassificationsRepository } from './classifications.repository';
import { readTree, type ClassificationNode } from './read-tree';

const MAX_PROBLEMS = 200;

/** The tree by which orders are classified; without an import there is none, and orders have no code. */
@Injectable()
export class ClassificationsService {
  constructor(
    private readonly repository: ClassificationsRepository,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /** @throws AppError INVALID_ARGUMENT when the tree has no such code. */
  async require(code: string): Promise<void> {
    if (await this.repository.exists(code)) return;
    const problem = `there is no classification ${code}`;
    throw new AppError('INVALID_ARGUMENT', `classification: ${problem}`, {
      fields: [{ field: 'classification', problem }],
    });
  }

  async list({ parentCode, cursor, limit }: ListClassifications): Promise<Page<ClassificationView>> {
    const [after] = decodeCursor(cursor, 1) ?? [];
    const size = pageSize(limit);
    const rows = await this.repository.list(
      parentCode,
      after === undefined ? undefined : String(after),
      size + 1,
    );
    return toPage(
      rows,
      size,
      ({ code }) => [code],
      ({ code, level, parentCode: parent, name, remark }) => ({
        code,
        level,
        parentCode: parent,
        name,
        remark,
      }),
    );
  }

  /** Makes the file the whole tree, or tells row by row why not; with `dryRun` it only says what would change. */
  async import(
    { csv, dryRun = false }: ImportClassifications,
    now = new Date(),
  ): Promise<ClassificationImportReport> {
    const { nodes, problems, notes } = readTree(csv);
    if (problems.length > 0) {
      return {
        dryRun,
        imported: false,
        added: 0,
        changed: 0,
        unchanged: 0,
        retired: 0,
        problems: problems.slice(0, MAX_PROBLEMS),
        notes: notes.slice(0, MAX_PROBLEMS),
      };
    }
    return this.unitOfWork.run(async (tx) => {
      const stored = new Map((await this.repository.lockAll(tx)).map((node) => [node.code, node]));
      const added = nodes.filter(({ code }) => !stored.has(code));
      const changed = nodes.filter((node) => isChanged(node, stored.get(node.code)));
      const kept = new Set(nodes.map(({ code }) => code));
      const gone = [...stored.values()].filter(({ code, retiredAt }) => !retiredAt && !kept.has(code));
      if (!dryRun) {
        await this.repository.save(
          tx,
          [...added, ...changed].map((node) => ({ ...node, retiredAt: null })),
        );
        await this.repository.retire(
          tx,
          gone.map(({ code }) => code),
          now,
        );
      }
      return {
        dryRun,
        imported: !dryRun,
        added: added.length,
        changed: changed.length,
        unchanged: nodes.length - added.length - changed.length,
        retired: gone.length,
        problems: [],
        notes: notes.slice(0, MAX_PROBLEMS),
      };
    });
  }
}

const isChanged = (node: ClassificationNode, stored: Classification | undefined): boolean =>
  stored !== undefined &&
  (stored.retiredAt !== null ||
    stored.name !== node.name ||
    stored.remark !== node.remark ||
    stored.parentCode !== node.parentCode ||
    stored.level !== node.level);
