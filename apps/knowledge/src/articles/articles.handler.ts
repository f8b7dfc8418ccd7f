import { Controller } from '@nestjs/common';
import type {
  ArticleComparison,
  ArticleHistory,
  ArticleImportReport,
  ArticlePage,
  ArticleRecordPage,
  ArticleVersionPage,
  ArticleView,
  CompareArticle,
  DuePage,
  EventEnvelope,
  ExportArticles,
  GetArticle,
  ImportArticles,
  ListArticles,
  ListDue,
  ListOfArticle,
  ListQuotes,
  ListWork,
  OutdatedPage,
  QuotePage,
  WorkPage,
} from '#contracts';
import { Consumes, Handles, type Caller } from '#messaging';
import { ArticlesService } from './articles.service';
import { ImportService } from './import.service';
import { QuotesService } from './quotes.service';

@Controller()
export class ArticlesHandler {
  constructor(
    private readonly articles: ArticlesService,
    private readonly imports: ImportService,
    private readonly quotes: QuotesService,
  ) {}

  @Handles('knowledge.article.list')
  list(request: ListArticles): Promise<ArticlePage> {
    return this.articles.list(request);
  }

  @Handles('knowledge.article.get')
  get(request: GetArticle, { identity }: Caller): Promise<ArticleView> {
    return this.articles.get(request, identity);
  }

  @Handles('knowledge.article.versions')
  listVersions(request: ListOfArticle, { identity }: Caller): Promise<ArticleVersionPage> {
    return this.articles.listVersions(request, identity);
  }

  @Handles('knowledge.article.history')
  listHistory(request: ListOfArticle, { identity }: Caller): Promise<ArticleHistory> {
    return this.articles.listHistory(request, identity);
  }

  @Handles('knowledge.article.compare')
  compare(request: CompareArticle, { identity }: Caller): Promise<ArticleComparison> {
    return this.articles.compare(request, identity);
  }

  @Handles('knowledge.article.work')
  listWork(request: ListWork, { identity }: Caller): Promise<WorkPage> {
    return this.articles.listWork(request, identity);
  }

  @Handles('knowledge.article.due')
  listDue(request: ListDue, { identity }: Caller): Promise<DuePage> {
    return this.articles.listDue(request, identity);
  }

  @Handles('knowledge.article.import')
  import(request: ImportArticles, { identity }: Caller): Promise<ArticleImportReport> {
    return this.imports.import(request, identity);
  }

  @Handles('knowledge.article.export')
  export(request: ExportArticles): Promise<ArticleRecordPage> {
    return this.articles.export(request);
  }

  @Handles('knowledge.article.quotes')
  listQuotes(request: ListQuotes, { identity }: Caller): Promise<QuotePage> {
    return this.quotes.list(request, identity);
  }

  @Handles('knowledge.article.outdated')
  listOutdated(request: ListOfArticle, { identity }: Caller): Promise<OutdatedPage> {
    return this.quotes.listOutdated(request, identity);
  }

  @Consumes('desk.evt.answer.quoted')
  countQuote(event: EventEnvelope<'desk.evt.answer.quoted'>): Promise<void> {
    return this.quotes.count(event);
  }
}
