import { Injectable } from '@nestjs/common';
import type { Identity, RecordFile } from '#contracts';
import type { Transaction } from '#database';
import { v7 as uuidv7 } from 'uuid';
import { AttachmentsRepository } from './attachments.repository';
import { planFiles, type FilePlan } from './record-files';
import { StagedFilesRepository } from './staged-files.repository';

export type { FilePlan } from './record-files';

/** The files of articles that are imported. */
@Injectable()
export class RecordFilesService {
  constructor(
    private readonly attachments: AttachmentsRepository,
    private readonly staged: StagedFilesRepository,
  ) {}

  /** What becomes of the files of each, in the order given; undefined where they stay as they are. */
  async plan(
    tx: Transaction,
    { partyId }: Identity,
    articles: readonly { wanted: readonly RecordFile[] | undefined; known: readonly string[] }[],
  ): Promise<(FilePlan | undefined)[]> {
    const changing = articles.filter(({ wanted }) => wanted !== undefined);
    if (changing.length === 0) return articles.map(() => undefined);
    const files = await this.attachments.describe(
      tx,
      changing.flatMap(({ known }) => known),
    );
    const hashes = changing.flatMap(({ wanted = [] }) => wanted.map(({ sha256 }) => sha256));
    const staged = await this.staged.typesOf(tx, partyId, [...new Set(hashes)]);
    return articles.map(
      ({ wanted, known }) =>
        wanted &&
        planFiles(
          wanted,
          known.flatMap((id) => files.get(id) ?? []),
          staged,
          uuidv7,
        ),
    );
  }

  /** Once the articles are written: makes what they were planned to have. */
  async write(
    tx: Transaction,
    { partyId }: Identity,
    articles: readonly { articleId: string; plan: FilePlan }[],
    now: Date,
  ): Promise<void> {
    const added = articles.flatMap(({ articleId, plan }) =>
      plan.added.map((file) => ({ ...file, articleId })),
    );
    if (added.length > 0) await this.staged.take(tx, partyId, added, now);
    if (articles.length > 0)
      await this.attachments.deleteUnused(
        tx,
        articles.map(({ articleId }) => articleId),
      );
  }
}
