import { Module } from '@nestjs/common';
import { ClocksModule } from '../clocks/clocks.module';
import { DeferredRequestsModule } from '../deferred-requests/deferred-requests.module';
import { EnterprisesModule } from '../enterprises/enterprises.module';
import { MattersModule } from '../matters/matters.module';
import { MessagesModule } from '../messages/messages.module';
import { RoutingModule } from '../routing/routing.module';
import { SeatsModule } from '../seats/seats.module';
import { AbandonmentService } from './abandonment.service';
import { AbsenceService } from './absence.service';
import { AttendanceService } from './attendance.service';
import { ClosingTime } from './closing-time';
import { ConversationChanges } from './conversation-changes';
import { ConversationViews } from './conversation-views';
import { ConversationsHandler } from './conversations.handler';
import { ConversationsRepository } from './conversations.repository';
import { ConversationsService } from './conversations.service';
import { EndingService } from './ending.service';
import { FirstReplyClock } from './first-reply-clock';
import { HandingOnService } from './handing-on.service';
import { InvitationExpiry } from './invitation-expiry';
import { InvitationListeners } from './invitation-listeners';
import { InvitingService } from './inviting.service';
import { OpenBound } from './open-bound';
import { OpeningService } from './opening.service';

@Module({
  imports: [
    ClocksModule,
    DeferredRequestsModule,
    EnterprisesModule,
    MattersModule,
    MessagesModule,
    RoutingModule,
    SeatsModule,
  ],
  controllers: [ConversationsHandler],
  providers: [
    AbandonmentService,
    AbsenceService,
    AttendanceService,
    ClosingTime,
    ConversationChanges,
    ConversationsRepository,
    ConversationsService,
    ConversationViews,
    EndingService,
    FirstReplyClock,
    HandingOnService,
    InvitationExpiry,
    InvitationListeners,
    InvitingService,
    OpenBound,
    OpeningService,
  ],
  exports: [
    AbsenceService,
    AttendanceService,
    ConversationChanges,
    ConversationsService,
    EndingService,
    InvitationListeners,
  ],
})
export class ConversationsModule {}
