import { Controller, Delete, Get, HttpCode, Post, UseGuards } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { ExchangeToken, Nothing, SignIn } from '#contracts';
import { Bus, type RequestOptions } from '#messaging';
import { Asks } from '../auth/asks.decorator';
import { Caller } from '../auth/caller.decorator';
import { SignInLimitGuard } from '../auth/sign-in-limit.guard';
import { Input } from '../http/input.decorator';

@ApiTags('sessions')
@Controller('sessions')
export class SessionsController {
  constructor(private readonly bus: Bus) {}

  @Post()
  @UseGuards(SignInLimitGuard)
  @Asks('desk.session.sign-in', 'Sign in as a member of staff')
  signIn(@Input() input: SignIn, @Caller() caller: RequestOptions) {
    return this.bus.request('desk.session.sign-in', input, caller);
  }

  @Post('exchange')
  @UseGuards(SignInLimitGuard)
  @Asks('desk.session.exchange', "Exchange a host app's signed token for a session")
  exchange(@Input() input: ExchangeToken, @Caller() caller: RequestOptions) {
    return this.bus.request('desk.session.exchange', input, caller);
  }

  @Get('current')
  @Asks('desk.session.get', 'Who I am')
  getCurrent(@Input() input: Nothing, @Caller() caller: RequestOptions) {
    return this.bus.request('desk.session.get', input, caller);
  }

  @Delete('current')
  @HttpCode(200)
  @Asks('desk.session.sign-out', 'Sign out; the token is refused from now on')
  signOut(@Input() input: Nothing, @Caller() caller: RequestOptions) {
    return this.bus.request('desk.session.sign-out', input, caller);
  }
}
