import { Module } from '@nestjs/common';
import { PresenceService } from './presence.service';
import { SeatsHandler } from './seats.handler';
import { SeatsRepository } from './seats.repository';
import { SeatsService } from './seats.service';
import { StaffAccounts } from './staff-accounts.service';

@Module({
  controllers: [SeatsHandler],
  providers: [PresenceService, SeatsRepository, SeatsService, StaffAccounts],
  exports: [SeatsService, StaffAccounts],
})
export class SeatsModule {}
