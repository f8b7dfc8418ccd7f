import { Controller, Delete, Get, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { AgencyKeyRef, CreateAgencyKey, ListAgencyKeys, RotateAgencyKey } from '#contracts';
import { Bus, type RequestOptions } from '#messaging';
import { Asks } from '../auth/asks.decorator';
import { Caller } from '../auth/caller.decorator';
import { Input } from '../http/input.decorator';

@ApiTags('exchange')
@Controller('agency-keys')
export class AgencyKeysController {
  constructor(private readonly bus: Bus) {}

  @Get()
  @Asks('desk.agency-key.list', 'Keys of agencies, the newest first')
  list(@Input() input: ListAgencyKeys, @Caller() caller: RequestOptions) {
    return this.bus.request('desk.agency-key.list', input, caller);
  }

  @Post()
  @Asks('desk.agency-key.create', 'Make a key; it is shown this once')
  create(@Input() input: CreateAgencyKey, @Caller() caller: RequestOptions) {
    return this.bus.request('desk.agency-key.create', input, caller);
  }

  @Post(':keyId/rotate')
  @Asks('desk.agency-key.rotate', 'Make a new key; the old one works on for some hours')
  rotate(@Input() input: RotateAgencyKey, @Caller() caller: RequestOptions) {
    return this.bus.request('desk.agency-key.rotate', input, caller);
  }

  @Delete(':keyId')
  @Asks('desk.agency-key.revoke', 'Revoke a key: it works no more, at once')
  revoke(@Input() input: AgencyKeyRef, @Caller() caller: RequestOptions) {
    return this.bus.request('desk.agency-key.revoke', input, caller);
  }
}
