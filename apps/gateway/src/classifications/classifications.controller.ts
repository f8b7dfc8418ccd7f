import { Controller, Get, HttpCode, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { ImportClassifications, ListClassifications } from '#contracts';
import { Bus, type RequestOptions } from '#messaging';
import { Asks } from '../auth/asks.decorator';
import { Caller } from '../auth/caller.decorator';
import { Input } from '../http/input.decorator';

@ApiTags('classifications')
@Controller('classifications')
export class ClassificationsController {
  constructor(private readonly bus: Bus) {}

  @Get()
  @Asks('desk.classification.list', 'The tree by which orders are classified, level by level')
  list(@Input() input: ListClassifications, @Caller() caller: RequestOptions) {
    return this.bus.request('desk.classification.list', input, caller);
  }

  @Post('import')
  @HttpCode(200)
  @Asks('desk.classification.import', 'Import a whole tree from CSV, or with dryRun see what would change')
  importTree(@Input() input: ImportClassifications, @Caller() caller: RequestOptions) {
    return this.bus.request('desk.classification.import', input, { ...caller, timeoutMs: 60_000 });
  }
}
