import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { ClockRevisionRef, ListClockAlterations, ListOrderClocks, ListSupervisions } from '#contracts';
import { Bus, type RequestOptions } from '#messaging';
import { Asks } from '../auth/asks.decorator';
import { Caller } from '../auth/caller.decorator';
import { Input } from '../http/input.decorator';

@ApiTags('clocks')
@Controller()
export class OrderClocksController {
  constructor(private readonly bus: Bus) {}

  @Get('order-clocks')
  @Asks('desk.order-clock.list', 'Running clocks by deadline, by light and agency')
  list(@Input() input: ListOrderClocks, @Caller() caller: RequestOptions) {
    return this.bus.request('desk.order-clock.list', input, caller);
  }

  @Get('supervisions')
  @Asks('desk.supervision.list', 'Which clocks turned yellow or red, and who was told, newest first')
  listSupervisions(@Input() input: ListSupervisions, @Caller() caller: RequestOptions) {
    return this.bus.request('desk.supervision.list', input, caller);
  }

  @Get('clock-revisions/:revisionId')
  @Asks('desk.clock-revision.get', 'How far a change of calendar or policy has come')
  getRevision(@Input() input: ClockRevisionRef, @Caller() caller: RequestOptions) {
    return this.bus.request('desk.clock-revision.get', input, caller);
  }

  @Get('clock-revisions/:revisionId/alterations')
  @Asks(
    'desk.clock-revision.alterations',
    'The clocks that a revision has moved, with the old and the new deadline',
  )
  listAlterations(@Input() input: ListClockAlterations, @Caller() caller: RequestOptions) {
    return this.bus.request('desk.clock-revision.alterations', input, caller);
  }
}
