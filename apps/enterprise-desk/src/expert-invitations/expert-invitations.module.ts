import { Module } from '@nestjs/common';
import { ConversationsModule } from '../conversations/conversations.module';
import { ExchangeModule } from '../exchange/exchange.module';
import { ExpertInvitationsHandler } from './expert-invitations.handler';
import { ExpertInvitationsRepository } from './expert-invitations.repository';
import { ExpertInvitationsService } from './expert-invitations.service';

@Module({
  imports: [ConversationsModule, ExchangeModule],
  controllers: [ExpertInvitationsHandler],
  providers: [ExpertInvitationsRepository, ExpertInvitationsService],
})
export class ExpertInvitationsModule {}
