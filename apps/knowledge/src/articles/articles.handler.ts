import { Controller } from '@nestjs/common';
import type {
  ArticlePage,
  ArticleView,
  EventEnvelope,
  GetArticle,
  ListArticles,
  SaveArticle,
} from '#contracts';
import { Consumes, Handles, type Caller } from '#messaging';
import { ArticlesService } from './articles.service';

@Controller()
export class ArticlesHandler {
  constructor(private readonly articles: ArticlesService) {}

  @Handles('knowledge.article.list')
  list(request: ListArticles): Promise<ArticlePage> {
    return this.articles.list(request);
  }

  @Handles('knowledge.article.get')
  get(request: GetArticle): Promise<ArticleView> {
    return this.articles.get(request);
  }

  @Handles('knowledge.article.save')
  save(request: SaveArticle, { identity }: Caller): Promise<ArticleView> {
    return this.articles.save(request, identity.partyId);
  }

  @Consumes('desk.evt.answer.quoted')
  countQuote(event: EventEnvelope<'desk.evt.answer.quoted'>): Promise<void> {
    return this.articles.countQuote(event);
  }
}
