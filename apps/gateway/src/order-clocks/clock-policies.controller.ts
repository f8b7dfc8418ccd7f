import { Controller, Get, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Nothing, PageRequest, SetClockPolicy } from '#contracts';
import { Bus, type RequestOptions } from '#messaging';
import { Asks } from '../auth/asks.decorator';
import { Caller } from '../auth/caller.decorator';
import { Input } from '../http/input.decorator';

@ApiTags('clocks')
@Controller('clock-policies')
export class ClockPoliciesController {
  constructor(private readonly bus: Bus) {}

  @Get()
  @Asks('desk.clock-policy.list', 'Every version of the policy, newest first')
  list(@Input() input: PageRequest, @Caller() caller: RequestOptions) {
    return this.bus.request('desk.clock-policy.list', input, caller);
  }

  @Get('presets')
  @Asks('desk.clock-policy.presets', 'Policies to start from: Shanghai, Beijing, Guangdong, Zhuhai')
  listPresets(@Input() input: Nothing, @Caller() caller: RequestOptions) {
    return this.bus.request('desk.clock-policy.presets', input, caller);
  }

  @Get('current')
  @Asks('desk.clock-policy.get', 'The policy that clocks start under now')
  get(@Input() input: Nothing, @Caller() caller: RequestOptions) {
    return this.bus.request('desk.clock-policy.get', input, caller);
  }

  @Put('current')
  @Asks(
    'desk.clock-policy.set',
    'A new version of the policy; running clocks keep theirs unless asked to change',
  )
  set(@Input() input: SetClockPolicy, @Caller() caller: RequestOptions) {
    return this.bus.request('desk.clock-policy.set', input, caller);
  }
}
