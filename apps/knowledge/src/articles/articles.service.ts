import { isDeepStrictEqual } from 'node:util';
import { Injectable } from '@nestjs/common';
import {
  AppError,
  type ArticlePage,
  type ArticleView,
  type EventEnvelope,
  type GetArticle,
  type ListArticles,
  type SaveArticle,
} from '#contracts';
import { decodeCursor, pageSize, toPage, UnitOfWork, type Transaction } from '#database';
import { Inbox } from '#outbox';
import { v7 as uuidv7 } from 'uuid';
import { SearchIndexService } from '../search/search-index.service';
import { ArticlesRepository, type ArticleRow, type VersionRef, type Wording } from './articles.repository';
import type { CatalogueArticle } from './catalogue-articles';

@Injectable()
export class ArticlesService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly articles: ArticlesRepository,
    private readonly inbox: Inbox,
    private readonly index: SearchIndexService,
  ) {}

  async list({ matterCode, kind, cursor, limit }: ListArticles): Promise<ArticlePage> {
    const after = decodeCursor(cursor, 2);
    const size = pageSize(limit);
    const rows = await this.articles.list({
      matterCode,
      kind,
      after: after && [String(after[0]), Number(after[1])],
      limit: size + 1,
    });
    return toPage(rows, size, ({ matterCode: matter, number }) => [matter, number], toView);
  }

  async get({ id, version }: GetArticle): Promise<ArticleView> {
    const article = await this.articles.find(id, version);
    if (!article) throw unknownArticle(id);
    return toView(article);
  }

  /** The same key from the same person again returns what the first save made. */
  async save(request: SaveArticle, savedBy: string): Promise<ArticleView> {
    const saved = await this.unitOfWork.run(
      async (tx) =>
        (await this.articles.findSaved(tx, savedBy, request.idempotencyKey)) ??
        (await this.write(tx, request, savedBy)),
    );
    return this.get(saved);
  }

  /** Brings in the catalogue's articles; one that a person has saved since is theirs and stays as it is. */
  load(catalogue: readonly CatalogueArticle[]): Promise<{ added: number; changed: number }> {
    return this.unitOfWork.run(async (tx) => {
      const articles = catalogue.map((article) => ({ ...article, savedBy: null, idempotencyKey: null }));
      const ids = articles.map(({ id }) => id);
      const newest = new Map((await this.articles.findNewest(tx, ids)).map((row) => [row.id, row]));
      const added = articles.filter(({ id }) => !newest.has(id));
      await this.articles.create(tx, added);
      let changed = 0;
      for (const article of articles) {
        const known = newest.get(article.id);
        if (!known || known.savedBy !== null || hasWording(known, article)) continue;
        await this.articles.revise(tx, known.version, article);
        changed += 1;
      }
      await this.index.refresh(tx, ids);
      return { added: added.length, changed };
    });
  }

  countQuote(event: EventEnvelope<'desk.evt.answer.quoted'>): Promise<void> {
    return this.inbox.once(event, (tx) => this.articles.addQuote(tx, event.data));
  }

  private async write(tx: Transaction, request: SaveArticle, savedBy: string): Promise<VersionRef> {
    const { matterCode, kind, title, body, idempotencyKey } = request;
    const article = { matterCode, kind, title, body, idempotencyKey, savedBy };
    if (request.id === undefined) {
      const id = uuidv7();
      await this.articles.create(tx, [{ ...article, id }]);
      await this.index.refresh(tx, [id]);
      return { id, version: 1 };
    }
    const [newest] = await this.articles.findNewest(tx, [request.id]);
    if (!newest) throw unknownArticle(request.id);
    const revised = await this.articles.revise(tx, newest.version, { ...article, id: request.id });
    await this.index.refresh(tx, [request.id]);
    return revised;
  }
}

const hasWording = (known: Pick<Wording, 'title' | 'body'>, { title, body }: CatalogueArticle): boolean =>
  isDeepStrictEqual([known.title, known.body], [title, body]);

const toView = ({ number: _, updatedAt, ...article }: ArticleRow): ArticleView => ({
  ...article,
  updatedAt: updatedAt.toISOString(),
});

const unknownArticle = (id: string): AppError => new AppError('NOT_FOUND', `There is no article ${id}.`);
