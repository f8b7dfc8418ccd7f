import { Injectable } from '@nestjs/common';
import {
  AppError,
  type ArticleComparison,
  type ArticleHistory,
  type ArticlePage,
  type ArticleRecordPage,
  type ArticleVersionPage,
  type ArticleView,
  type CompareArticle,
  type DuePage,
  type ExportArticles,
  type GetArticle,
  type Identity,
  type ListArticles,
  type ListDue,
  type ListOfArticle,
  type ListWork,
  type WorkPage,
} from '#contracts';
import { decodeCursor, pageSize, toPage } from '#database';
import { checkKeeps, keeps, unknownArticle } from './access';
import {
  toRecord,
  toSummary,
  toView,
  type ArticleRow,
  type RecordRow,
  type SummaryRow,
} from './article-rows';
import { ArticlesRepository } from './articles.repository';
import { compareTexts } from './compare';
import { integerPart, timePart, uuidPart } from './cursors';
import { HistoryRepository, type VersionRef } from './history.repository';
import { duePeriod, toDue } from './review-reminders';

const DEFAULT_DUE_DAYS = 30;
const EXPORT_PAGE = 20;
/** Of three bytes each at most, in one message of the bus. */
const EXPORTED_CHARACTERS = 1_000_000;

/** Reading: readers see what holds and what has held, who writes and reviews sees everything of theirs. */
@Injectable()
export class ArticlesService {
  constructor(
    private readonly articles: ArticlesRepository,
    private readonly history: HistoryRepository,
  ) {}

  async list({ cursor, limit, ...filter }: ListArticles): Promise<ArticlePage> {
    const size = pageSize(limit);
    const rows = await this.articles.list({ ...filter, after: placeAfter(cursor), limit: size + 1 });
    return toPage(rows, size, placeOf, toSummary);
  }

  async export({ cursor, limit = EXPORT_PAGE, ...filter }: ExportArticles): Promise<ArticleRecordPage> {
    const rows = await this.articles.listRecords({ ...filter, after: placeAfter(cursor), limit: limit + 1 });
    return toPage(rows, Math.min(limit, fitting(rows)), placeOf, toRecord);
  }

  /** @throws AppError NOT_FOUND also for what the caller may not see yet. */
  async get({ id, version }: GetArticle, identity: Identity): Promise<ArticleView> {
    return toView(await this.visible(id, version, identity));
  }

  /** What a change has made of it, for who has made it. */
  async show({ id, version }: VersionRef): Promise<ArticleView> {
    const row = await this.articles.find(id, version, true);
    if (!row) throw unknownArticle();
    return toView(row);
  }

  async listVersions({ id, cursor, limit }: ListOfArticle, identity: Identity): Promise<ArticleVersionPage> {
    const before = lastPlace(cursor);
    await this.checkKept(id, identity);
    const size = pageSize(limit);
    const rows = await this.articles.versions(id, before, size + 1);
    return toPage(
      rows,
      size,
      ({ version }) => [version],
      (row) => row,
    );
  }

  /** The latest first. */
  async listHistory({ id, cursor, limit }: ListOfArticle, identity: Identity): Promise<ArticleHistory> {
    const before = lastPlace(cursor);
    await this.checkKept(id, identity);
    const size = pageSize(limit);
    const rows = await this.history.list(id, before, size + 1);
    return toPage(
      rows,
      size,
      (row) => [row.id],
      ({ id: _, at, ...event }) => ({ ...event, at: at.toISOString() }),
    );
  }

  async compare({ id, from, to }: CompareArticle, identity: Identity): Promise<ArticleComparison> {
    await this.checkKept(id, identity);
    const [before, after] = await Promise.all(
      [from, to].map((version) => this.articles.find(id, version, false)),
    );
    if (!before || !after) throw new AppError('NOT_FOUND', 'There is no such version.');
    return { from, to, differences: await compareTexts(before, after) };
  }

  async listWork({ status, agencyCode, cursor, limit }: ListWork, identity: Identity): Promise<WorkPage> {
    const after = decodeCursor(cursor, 3);
    const size = pageSize(limit);
    const rows = await this.articles.listWork({
      status,
      agencyCode: identity.agencyCode ?? agencyCode,
      after: after && [timePart(after[0]), uuidPart(after[1]), integerPart(after[2])],
      limit: size + 1,
    });
    return toPage(rows, size, (row) => [row.savedAt.toISOString(), row.id, row.version], toSummary);
  }

  async listDue(
    { withinDays = DEFAULT_DUE_DAYS, agencyCode, cursor, limit }: ListDue,
    identity: Identity,
    now = new Date(),
  ): Promise<DuePage> {
    const after = decodeCursor(cursor, 2);
    const size = pageSize(limit);
    const rows = await this.articles.listDue({
      until: duePeriod(now, withinDays),
      agencyCode: identity.agencyCode ?? agencyCode,
      after: after && [timePart(after[0]), uuidPart(after[1])],
      limit: size + 1,
    });
    return toPage(
      rows,
      size,
      (row) => [row.attentionAt.toISOString(), row.id],
      (row) => toDue(row, now),
    );
  }

  /** @throws AppError NOT_FOUND when the caller may not see what readers do not see. */
  async checkKept(id: string, identity: Identity): Promise<void> {
    checkKeeps(identity, await this.articles.findOwner(id));
  }

  /** @throws AppError NOT_FOUND */
  async visible(id: string, version: number | undefined, identity: Identity): Promise<ArticleRow> {
    const row = await this.articles.find(id, version, true);
    if (!row || (row.tookEffectAt === null && !keeps(identity, row.agencyCode))) throw unknownArticle();
    const isCurrent = version !== undefined || row.status === 'effective' || keeps(identity, row.agencyCode);
    if (!isCurrent) throw unknownArticle();
    return row;
  }
}

/** So many of the rows go into one answer: one at least, which always does. */
function fitting(rows: readonly RecordRow[]): number {
  let room = EXPORTED_CHARACTERS;
  const full = rows.findIndex(({ body, texts }) => {
    room -= [body.zh, body.en, ...texts.map((text) => text.body)].join('').length;
    return room < 0;
  });
  return full < 0 ? rows.length : Math.max(1, full);
}

const placeOf = ({ matterCode, number }: SummaryRow): [string, number] => [matterCode, number];

function placeAfter(cursor: string | undefined): [string, number] | undefined {
  const after = decodeCursor(cursor, 2);
  return after && [String(after[0]), integerPart(after[1])];
}

function lastPlace(cursor: string | undefined): number | undefined {
  const place = decodeCursor(cursor, 1);
  return place && integerPart(place[0]);
}
