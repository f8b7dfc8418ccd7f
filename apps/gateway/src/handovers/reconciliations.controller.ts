import { Controller, Get, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { ListReconciliations, ReconcileAgency } from '#contracts';
import { Bus, type RequestOptions } from '#messaging';
import { Asks } from '../auth/asks.decorator';
import { Caller } from '../auth/caller.decorator';
import { Input } from '../http/input.decorator';

@ApiTags('exchange')
@Controller('reconciliations')
export class ReconciliationsController {
  constructor(private readonly bus: Bus) {}

  @Get()
  @Asks('desk.reconciliation.list', 'Comparisons with the books of agencies, the newest first')
  list(@Input() input: ListReconciliations, @Caller() caller: RequestOptions) {
    return this.bus.request('desk.reconciliation.list', input, caller);
  }

  @Post()
  @Asks('desk.reconciliation.run', "Compare with an agency's books now, and repair what differs")
  run(@Input() input: ReconcileAgency, @Caller() caller: RequestOptions) {
    return this.bus.request('desk.reconciliation.run', input, { ...caller, timeoutMs: 60_000 });
  }
}
