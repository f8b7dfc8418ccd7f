import { Module } from '@nestjs/common';
import { MattersModule } from '../matters/matters.module';
import { PresenceService } from './presence.service';
import { SeatsHandler } from './seats.handler';
import { SeatsRepository } from './seats.repository';
import { SeatsService } from './seats.service';
import { StaffAccounts } from './staff-accounts.service';

@Module({
  imports: [MattersModule],
  controllers: [SeatsHandler],
  providers: [PresenceService, SeatsRepository, SeatsService, StaffAccounts],
  exports: [SeatsService, StaffAccounts],
})
export class SeatsModule {}
