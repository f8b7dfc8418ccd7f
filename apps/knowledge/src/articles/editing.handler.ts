import { Controller } from '@nestjs/common';
import type {
  ApproveArticle,
  ArticleStep,
  ArticleView,
  ConfirmArticle,
  SaveArticle,
  ScheduleArticle,
} from '#contracts';
import { Handles, type Caller } from '#messaging';
import { ArticlesService } from './articles.service';
import { DraftsService } from './drafts.service';
import type { VersionRef } from './history.repository';
import { LifecycleService } from './lifecycle.service';

@Controller()
export class EditingHandler {
  constructor(
    private readonly drafts: DraftsService,
    private readonly lifecycle: LifecycleService,
    private readonly articles: ArticlesService,
  ) {}

  @Handles('knowledge.article.save')
  save(request: SaveArticle, { identity }: Caller): Promise<ArticleView> {
    return this.show(this.drafts.save(request, identity));
  }

  @Handles('knowledge.article.restore')
  restore(request: ArticleStep, { identity }: Caller): Promise<ArticleView> {
    return this.show(this.drafts.restore(request, identity));
  }

  @Handles('knowledge.article.submit')
  submit(request: ArticleStep, { identity }: Caller): Promise<ArticleView> {
    return this.show(this.lifecycle.submit(request, identity));
  }

  @Handles('knowledge.article.return')
  return(request: ArticleStep, { identity }: Caller): Promise<ArticleView> {
    return this.show(this.lifecycle.return(request, identity));
  }

  @Handles('knowledge.article.approve')
  approve(request: ApproveArticle, { identity }: Caller): Promise<ArticleView> {
    return this.show(this.lifecycle.approve(request, identity));
  }

  @Handles('knowledge.article.schedule')
  schedule(request: ScheduleArticle, { identity }: Caller): Promise<ArticleView> {
    return this.show(this.lifecycle.schedule(request, identity));
  }

  @Handles('knowledge.article.withdraw')
  withdraw(request: ArticleStep, { identity }: Caller): Promise<ArticleView> {
    return this.show(this.lifecycle.withdraw(request, identity));
  }

  @Handles('knowledge.article.confirm')
  confirm(request: ConfirmArticle, { identity }: Caller): Promise<ArticleView> {
    return this.show(this.lifecycle.confirm(request, identity));
  }

  private async show(changed: Promise<VersionRef>): Promise<ArticleView> {
    return this.articles.show(await changed);
  }
}
