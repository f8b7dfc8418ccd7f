import { Module } from '@nestjs/common';
import { BotModule } from './bot/bot.module';
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
import { ContactsModule } from './contacts/contacts.module';
import { PersonalAccessModule } from './personal-access/personal-access.module';
import { RetentionModule } from './retention/retention.module';
import { RoutingSignalModule } from './routing/routing-signal.module';
import { SeatsModule } from './seats/seats.module';
import { SessionsModule } from './sessions/sessions.module';
import { TimersModule } from './timers/timers.module';
import { FollowUpsModule } from './follow-ups/follow-ups.module';
import { GatewaysModule } from './gateways/gateways.module';
import { OrderClocksModule } from './order-clocks/order-clocks.module';
import { OrderExportsModule } from './order-exports/order-exports.module';
import { OrderRatesModule } from './order-rates/order-rates.module';
import { WorkOrdersModule } from './work-orders/work-orders.module';

/** The service's own parts; the process adds connection, database, settings and logger. */
@Module({
  imports: [
    AgencyKeysModule,
    AgencyOrdersModule,
    AttachmentsModule,
    BotModule,
    ClassificationsModule,
    ClocksModule,
    ConversationsModule,
    DeferredRequestsModule,
    DispatchDirectoryModule,
    ExchangeModule,
    ExpertInvitationsModule,
    FollowUpsModule,
    GatewaysModule,
    LiveModule,
    MattersModule,
    MessagesModule,
    MetricsModule,
    OrderClocksModule,
    OrderExportsModule,
    OrderRatesModule,
    ContactsModule,
    PersonalAccessModule,
    RetentionModule,
    RoutingSignalModule,
    SeatsModule,
    SessionsModule,
    TimersModule,
    WorkOrdersModule,
  ],
  controllers: [HealthHandler],
})
export class DeskModule {}
