import { Controller } from '@nestjs/common';
import {
  ErasePersonalData,
  ListPersonalErasures,
  PersonalErasurePage,
  PersonalErasureView,
} from '#contracts';
import { Handles, type Caller } from '#messaging';
import { ErasuresService } from './erasures.service';

@Controller()
export class RetentionHandler {
  constructor(private readonly erasures: ErasuresService) {}

  @Handles('desk.personal-erasure.create')
  erase(request: ErasePersonalData, { identity }: Caller): Promise<PersonalErasureView> {
    return this.erasures.erase(identity, request);
  }

  @Handles('desk.personal-erasure.list')
  list(request: ListPersonalErasures): Promise<PersonalErasurePage> {
    return this.erasures.list(request);
  }
}
