import { Module } from '@nestjs/common';
import { PersonalAccessHandler } from './personal-access.handler';
import { PersonalAccessesRepository } from './personal-accesses.repository';
import { PersonalAccesses } from './personal-accesses.service';

@Module({
  controllers: [PersonalAccessHandler],
  providers: [PersonalAccesses, PersonalAccessesRepository],
  exports: [PersonalAccesses],
})
export class PersonalAccessModule {}
