import { Controller } from '@nestjs/common';
import { ExchangeToken, Nothing, SessionEnded, SessionGrant, SessionView, SignIn } from '#contracts';
import { Handles, type Caller } from '#messaging';
import { SessionsService } from './sessions.service';

@Controller()
export class SessionsHandler {
  constructor(private readonly sessions: SessionsService) {}

  @Handles('desk.session.exchange')
  exchange({ hostToken }: ExchangeToken): Promise<SessionGrant> {
    return this.sessions.exchange(hostToken);
  }

  @Handles('desk.session.sign-in')
  signIn({ login, password }: SignIn): Promise<SessionGrant> {
    return this.sessions.signIn(login, password);
  }

  @Handles('desk.session.get')
  get(_request: Nothing, { identity }: Caller): Promise<SessionView> {
    return this.sessions.get(identity);
  }

  @Handles('desk.session.sign-out')
  async signOut(_request: Nothing, { identity }: Caller): Promise<SessionEnded> {
    await this.sessions.signOut(identity);
    return { ended: true };
  }
}
