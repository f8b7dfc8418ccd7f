import { Controller, Get, HttpCode, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { DecideDispatchEntry, ListDispatchEntries, SaveDispatchEntry } from '#contracts';
import { Bus, type RequestOptions } from '#messaging';
import { Asks } from '../auth/asks.decorator';
import { Caller } from '../auth/caller.decorator';
import { Input } from '../http/input.decorator';

@ApiTags('dispatch-entries')
@Controller('dispatch-entries')
export class DispatchEntriesController {
  constructor(private readonly bus: Bus) {}

  @Get()
  @Asks('desk.dispatch-entry.list', 'The dispatch directory, with every version')
  list(@Input() input: ListDispatchEntries, @Caller() caller: RequestOptions) {
    return this.bus.request('desk.dispatch-entry.list', input, caller);
  }

  @Post()
  @Asks('desk.dispatch-entry.save', 'A new version of an entry of the dispatch directory')
  save(@Input() input: SaveDispatchEntry, @Caller() caller: RequestOptions) {
    return this.bus.request('desk.dispatch-entry.save', input, caller);
  }

  @Post(':entryId/decision')
  @HttpCode(200)
  @Asks('desk.dispatch-entry.decide', 'Confirm or reject an entry that a ruling has proposed')
  decide(@Input() input: DecideDispatchEntry, @Caller() caller: RequestOptions) {
    return this.bus.request('desk.dispatch-entry.decide', input, caller);
  }
}
