import { Module } from '@nestjs/common';
import { MattersModule } from '../matters/matters.module';
import { SessionsModule } from '../sessions/sessions.module';
import { AgencyKeysHandler } from './agency-keys.handler';
import { AgencyKeysRepository } from './agency-keys.repository';
import { AgencyKeysService } from './agency-keys.service';

@Module({
  imports: [MattersModule, SessionsModule],
  controllers: [AgencyKeysHandler],
  providers: [AgencyKeysRepository, AgencyKeysService],
})
export class AgencyKeysModule {}
