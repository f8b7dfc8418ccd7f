import { Module } from '@nestjs/common';
import { AgencyKeysModule } from './agency-keys/agency-keys.module';
import { AgencyOrdersModule } from './agency-orders/agency-orders.module';
import { AttachmentsModule } from './attachments/attachments.module';
import { ClassificationsModule } from './classifications/classifications.module';
import { ClocksModule } from './clocks/clocks.module';
import { ConversationsModule } from './conversations/conversations.module';
import { DeferredRequestsModule } from './deferred-requests/deferred-requests.module';
import { DispatchDirectoryModule } from './dispatch-directory/dispatch-directory.module';
import { ExchangeModule } from './exchange/exchange.module';
import { ExpertInvitationsModule } from './expert-invitations/expert-invitations.module';
import { HealthHandler } from './health/health.handler';
import { LiveModule } from './live/live.module';
import { MattersModule } from './matters/matters.module';
import { MessagesModule } from './messages/messages.module';
import { MetricsModule } from './metrics/metrics.module';
import { RoutingSignalModule } from './routing/routing-signal.module';
import { SeatsModule } from './seats/seats.module';
import { SessionsModule } from './sessions/sessions.module';
import { TimersModule } from './timers/timers.module';
import { WorkOrdersModule } from './work-orders/work-orders.module';

/** The service's own parts; the process adds connection, database, settings and logger. */
@Module({
  imports: [
    AgencyKeysModule,
    AgencyOrdersModule,
    AttachmentsModule,
    ClassificationsModule,
    ClocksModule,
    ConversationsModule,
    DeferredRequestsModule,
    DispatchDirectoryModule,
    ExchangeModule,
    ExpertInvitationsModule,
    LiveModule,
    MattersModule,
    MessagesModule,
    MetricsModule,
    RoutingSignalModule,
    SeatsModule,
    SessionsModule,
    TimersModule,
    WorkOrdersModule,
  ],
  controllers: [HealthHandler],
})
export class DeskModule {}
