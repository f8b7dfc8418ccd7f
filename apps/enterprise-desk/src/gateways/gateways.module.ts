import { Module } from '@nestjs/common';
import { ConversationsModule } from '../conversations/conversations.module';
import { GatewayLeasesRepository } from './gateway-leases.repository';
import { GatewayLeasesService } from './gateway-leases.service';
import { GatewaysHandler } from './gateways.handler';

@Module({
  imports: [ConversationsModule],
  controllers: [GatewaysHandler],
  providers: [GatewayLeasesRepository, GatewayLeasesService],
})
export class GatewaysModule {}
