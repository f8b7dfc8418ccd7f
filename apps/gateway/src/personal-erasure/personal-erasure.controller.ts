import { Controller, Get, HttpCode, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { ErasePersonalData, ListPersonalErasures } from '#contracts';
import { Bus, type RequestOptions } from '#messaging';
import { Asks } from '../auth/asks.decorator';
import { Caller } from '../auth/caller.decorator';
import { Input } from '../http/input.decorator';

@ApiTags('personal-data')
@Controller('personal-erasures')
export class PersonalErasureController {
  constructor(private readonly bus: Bus) {}

  @Post()
  @HttpCode(200)
  @Asks(
    'desk.personal-erasure.create',
    'Take out for good what is personal of a representative and its matters, or of one order; all of them must be closed',
  )
  erase(@Input() input: ErasePersonalData, @Caller() caller: RequestOptions) {
    return this.bus.request('desk.personal-erasure.create', input, caller);
  }

  @Get()
  @Asks('desk.personal-erasure.list', 'What was erased on request, by whom and why, newest first')
  list(@Input() input: ListPersonalErasures, @Caller() caller: RequestOptions) {
    return this.bus.request('desk.personal-erasure.list', input, caller);
  }
}
