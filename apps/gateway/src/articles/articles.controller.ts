import { Controller, Get, HttpCode, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type {
  CompareArticle,
  ExportArticles,
  GetArticle,
  ImportArticles,
  ListArticles,
  ListDue,
  ListOfArticle,
  ListQuotes,
  ListWork,
  StageFile,
} from '#contracts';
import { Bus, type RequestOptions } from '#messaging';
import { Asks } from '../auth/asks.decorator';
import { Caller } from '../auth/caller.decorator';
import { Input } from '../http/input.decorator';

@ApiTags('articles')
@Controller('articles')
export class ArticlesController {
  constructor(private readonly bus: Bus) {}

  @Get()
  @Asks('knowledge.article.list', 'What holds now, by matter, agency and kind, without the texts')
  list(@Input() input: ListArticles, @Caller() caller: RequestOptions) {
    return this.bus.request('knowledge.article.list', input, caller);
  }

  @Get('work')
  @Asks('knowledge.article.work', 'Versions that wait for somebody, by status, the longest waiting first')
  listWork(@Input() input: ListWork, @Caller() caller: RequestOptions) {
    return this.bus.request('knowledge.article.work', input, caller);
  }

  @Get('due')
  @Asks('knowledge.article.due', 'What must be reviewed or expires soon, what is overdue first')
  listDue(@Input() input: ListDue, @Caller() caller: RequestOptions) {
    return this.bus.request('knowledge.article.due', input, caller);
  }

  @Get('export')
  @Asks('knowledge.article.export', 'What holds now, with the texts, as an import takes it')
  export(@Input() input: ExportArticles, @Caller() caller: RequestOptions) {
    return this.bus.request('knowledge.article.export', input, caller);
  }

  @Post('import')
  @HttpCode(200)
  @Asks(
    'knowledge.article.import',
    'Import articles as drafts, all or none; with dryRun see what would change',
  )
  import(@Input() input: ImportArticles, @Caller() caller: RequestOptions) {
    return this.bus.request('knowledge.article.import', input, { ...caller, timeoutMs: 60_000 });
  }

  @Post('import/files')
  @HttpCode(200)
  @Asks('knowledge.attachment.stage', 'Bring a file that an import will name by its hash')
  stageFile(@Input() input: StageFile, @Caller() caller: RequestOptions) {
    return this.bus.request('knowledge.attachment.stage', input, caller);
  }

  @Get(':id')
  @Asks('knowledge.article.get', 'An article as it holds now, or in a version that has held')
  get(@Input() input: GetArticle, @Caller() caller: RequestOptions) {
    return this.bus.request('knowledge.article.get', input, caller);
  }

  @Get(':id/versions')
  @Asks('knowledge.article.versions', 'All versions of an article, the newest first')
  listVersions(@Input() input: ListOfArticle, @Caller() caller: RequestOptions) {
    return this.bus.request('knowledge.article.versions', input, caller);
  }

  @Get(':id/history')
  @Asks('knowledge.article.history', 'Who has done what to an article, when and why, the latest first')
  listHistory(@Input() input: ListOfArticle, @Caller() caller: RequestOptions) {
    return this.bus.request('knowledge.article.history', input, caller);
  }

  @Get(':id/compare')
  @Asks('knowledge.article.compare', 'How two versions differ')
  compare(@Input() input: CompareArticle, @Caller() caller: RequestOptions) {
    return this.bus.request('knowledge.article.compare', input, caller);
  }

  @Get(':id/quotes')
  @Asks('knowledge.article.quotes', 'Where an article, or one version of it, was quoted')
  listQuotes(@Input() input: ListQuotes, @Caller() caller: RequestOptions) {
    return this.bus.request('knowledge.article.quotes', input, caller);
  }

  @Get(':id/outdated')
  @Asks('knowledge.article.outdated', 'The conversations that were told a wording which no longer holds')
  listOutdated(@Input() input: ListOfArticle, @Caller() caller: RequestOptions) {
    return this.bus.request('knowledge.article.outdated', input, caller);
  }
}
