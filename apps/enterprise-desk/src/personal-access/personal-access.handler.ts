import { Controller } from '@nestjs/common';
import { ListPersonalAccesses, PersonalAccessPage } from '#contracts';
import { Handles } from '#messaging';
import { PersonalAccesses } from './personal-accesses.service';

@Controller()
export class PersonalAccessHandler {
  constructor(private readonly accesses: PersonalAccesses) {}

  @Handles('desk.personal-access.list')
  list(request: ListPersonalAccesses): Promise<PersonalAccessPage> {
    return this.accesses.list(request);
  }
}
