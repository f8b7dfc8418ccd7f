import { Module } from '@nestjs/common';
import { BotModule } from './bot/bot.module';
import { ClocksModule } from './clocks/clocks.module';
import { ConversationsModule } from './conversations/conversations.module';
import { DeferredRequestsModule } from './deferred-requests/deferred-requests.module';
import { HealthHandler } from './health/health.handler';
import { LiveModule } from './live/live.module';
import { MattersModule } from './matters/matters.module';
import { MessagesModule } from './messages/messages.module';
import { MetricsModule } from './metrics/metrics.module';
import { RoutingSignalModule } from './routing/routing-signal.module';
import { SeatsModule } from './seats/seats.module';
import { SessionsModule } from './sessions/sessions.module';
import { TimersModule } from './timers/timers.module';

/** The service's own parts; the process adds connection, database, settings and logger. */
@Module({ imports: [BotModule, ClocksModule, ConversationsModule, DeferredRequestsModule, LiveModule, MattersModule, MessagesModule, MetricsModule, RoutingSignalModule, SeatsModule, SessionsModule, TimersModule], controllers: [HealthHandler] })
export class DeskModule {}
