import { Controller, Get, HttpCode, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { ListHandovers, Nothing, ReplayHandover } from '#contracts';
import { Bus, type RequestOptions } from '#messaging';
import { Asks } from '../auth/asks.decorator';
import { Caller } from '../auth/caller.decorator';
import { Input } from '../http/input.decorator';

@ApiTags('exchange')
@Controller('handovers')
export class HandoversController {
  constructor(private readonly bus: Bus) {}

  @Get()
  @Asks('desk.handover.list', 'The ledger, the newest first; with state=dead the dead letters')
  list(@Input() input: ListHandovers, @Caller() caller: RequestOptions) {
    return this.bus.request('desk.handover.list', input, caller);
  }

  @Get('balance')
  @Asks('desk.handover.balance', 'How the ledger of the last 31 days stands with each agency')
  balance(@Input() input: Nothing, @Caller() caller: RequestOptions) {
    return this.bus.request('desk.handover.balance', input, caller);
  }

  @Post(':handoverId/replay')
  @HttpCode(200)
  @Asks('desk.handover.replay', 'Hand a dead letter over again, corrected where need be')
  replay(@Input() input: ReplayHandover, @Caller() caller: RequestOptions) {
    return this.bus.request('desk.handover.replay', input, caller);
  }
}
