import { Controller } from '@nestjs/common';
import { LeaseView, RenewGatewayLease } from '#contracts';
import { Handles } from '#messaging';
import { GatewayLeasesService } from './gateway-leases.service';

@Controller()
export class GatewaysHandler {
  constructor(private readonly leases: GatewayLeasesService) {}

  @Handles('desk.gateway.renew-lease')
  renew(request: RenewGatewayLease): Promise<LeaseView> {
    return this.leases.renew(request);
  }
}
