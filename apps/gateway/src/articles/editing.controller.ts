import { Controller, HttpCode, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { ApproveArticle, ArticleStep, ConfirmArticle, SaveArticle, ScheduleArticle } from '#contracts';
import { Bus, type RequestOptions } from '#messaging';
import { Asks } from '../auth/asks.decorator';
import { Caller } from '../auth/caller.decorator';
import { Input } from '../http/input.decorator';

@ApiTags('articles')
@Controller('articles')
export class EditingController {
  constructor(private readonly bus: Bus) {}

  @Post()
  @Asks('knowledge.article.save', 'Create an article, or with an id change its draft')
  save(@Input() input: SaveArticle, @Caller() caller: RequestOptions) {
    return this.bus.request('knowledge.article.save', input, caller);
  }

  @Post(':id/versions/:version/submit')
  @HttpCode(200)
  @Asks('knowledge.article.submit', 'Give a draft to the reviewers: from now on it never changes')
  submit(@Input() input: ArticleStep, @Caller() caller: RequestOptions) {
    return this.bus.request('knowledge.article.submit', input, caller);
  }

  @Post(':id/versions/:version/return')
  @HttpCode(200)
  @Asks('knowledge.article.return', 'Refuse a version, with the reason')
  return(@Input() input: ArticleStep, @Caller() caller: RequestOptions) {
    return this.bus.request('knowledge.article.return', input, caller);
  }

  @Post(':id/versions/:version/approve')
  @HttpCode(200)
  @Asks(
    'knowledge.article.approve',
    'Approve what somebody else has written, with the date from which it holds',
  )
  approve(@Input() input: ApproveArticle, @Caller() caller: RequestOptions) {
    return this.bus.request('knowledge.article.approve', input, caller);
  }

  @Post(':id/versions/:version/schedule')
  @HttpCode(200)
  @Asks('knowledge.article.schedule', 'Say, or say anew, from when an approved version holds')
  schedule(@Input() input: ScheduleArticle, @Caller() caller: RequestOptions) {
    return this.bus.request('knowledge.article.schedule', input, caller);
  }

  @Post(':id/versions/:version/withdraw')
  @HttpCode(200)
  @Asks('knowledge.article.withdraw', 'Take a version back, with the reason: readers no longer see it')
  withdraw(@Input() input: ArticleStep, @Caller() caller: RequestOptions) {
    return this.bus.request('knowledge.article.withdraw', input, caller);
  }

  @Post(':id/versions/:version/confirm')
  @HttpCode(200)
  @Asks('knowledge.article.confirm', 'Confirm that what holds still holds, until the next review')
  confirm(@Input() input: ConfirmArticle, @Caller() caller: RequestOptions) {
    return this.bus.request('knowledge.article.confirm', input, caller);
  }

  @Post(':id/versions/:version/restore')
  @Asks('knowledge.article.restore', 'Make an old wording a new draft')
  restore(@Input() input: ArticleStep, @Caller() caller: RequestOptions) {
    return this.bus.request('knowledge.article.restore', input, caller);
  }
}
