import { Controller } from '@nestjs/common';
import { DeferredRequestPage, PageRequest } from '#contracts';
import { Handles } from '#messaging';
import { DeferredRequestsService } from './deferred-requests.service';

@Controller()
export class DeferredRequestsHandler {
  constructor(private readonly deferredRequests: DeferredRequestsService) {}

  @Handles('desk.deferred-request.list')
  list(request: PageRequest): Promise<DeferredRequestPage> {
    return this.deferredRequests.list(request);
  }
}
