import { createPrivateKey } from 'node:crypto';
import { Module } from '@nestjs/common';
import { DeskEnv } from '../desk.env';
import { EnterprisesModule } from '../enterprises/enterprises.module';
import { SeatsModule } from '../seats/seats.module';
import { SessionSigner } from './session-signer';
import { SessionsHandler } from './sessions.handler';
import { SessionsRepository } from './sessions.repository';
import { SessionsService } from './sessions.service';

const signer = {
  provide: SessionSigner,
  inject: [DeskEnv],
  useFactory: ({ SESSION_PRIVATE_KEY }: DeskEnv) =>
    new SessionSigner(
      createPrivateKey({ key: Buffer.from(SESSION_PRIVATE_KEY, 'base64'), format: 'der', type: 'pkcs8' }),
    ),
};

@Module({
  imports: [EnterprisesModule, SeatsModule],
  controllers: [SessionsHandler],
  providers: [SessionsRepository, SessionsService, signer],
  exports: [SessionSigner],
})
export class SessionsModule {}
