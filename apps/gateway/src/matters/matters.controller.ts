import { Controller, Get, HttpCode, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { GetMatter, ImportMatters, ListMatters } from '#contracts';
import { Bus, type RequestOptions } from '#messaging';
import { Asks } from '../auth/asks.decorator';
import { Caller } from '../auth/caller.decorator';
import { Input } from '../http/input.decorator';

@ApiTags('matters')
@Controller('matters')
export class MattersController {
  constructor(private readonly bus: Bus) {}

  @Get()
  @Asks('desk.matter.list', 'Matters by agency and keyword (Chinese, English, code, pinyin)')
  list(@Input() input: ListMatters, @Caller() caller: RequestOptions) {
    return this.bus.request('desk.matter.list', input, caller);
  }

  @Post('import')
  @HttpCode(200)
  @Asks('desk.matter.import', 'Import a whole catalogue, or with dryRun see what would change')
  importCatalogue(@Input() input: ImportMatters, @Caller() caller: RequestOptions) {
    return this.bus.request('desk.matter.import', input, { ...caller, timeoutMs: 60_000 });
  }

  @Get(':code')
  @Asks('desk.matter.get', 'The guide of one matter')
  get(@Input() input: GetMatter, @Caller() caller: RequestOptions) {
    return this.bus.request('desk.matter.get', input, caller);
  }
}
