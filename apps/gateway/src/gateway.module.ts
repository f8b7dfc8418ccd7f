import { type DynamicModule, Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR } from '@nestjs/core';
import { Bus, MessagingModule, Nats, type SessionVerifier } from '#messaging';
import { ObservabilityModule, type LoggerOptions } from '#observability';
import type { NatsConnection } from 'nats';
import { AgencyKeySessions } from './agency/agency-key-sessions';
import { AgencyQuota } from './agency/agency-quota';
import { PermissionGuard } from './auth/permission.guard';
import { CONTROLLERS } from './controllers';
import { GatewayEnv } from './gateway.env';
import { GatewayMetrics } from './gateway-metrics';
import { HealthService } from './health/health.service';
import { NextLinkInterceptor } from './http/next-link.interceptor';
import { PassedOnInterceptor } from './http/passed-on';
import { ProblemFilter } from './http/problem.filter';
import { ChatServer } from './realtime/chat-server';
import { ConversationHub } from './realtime/conversation-hub';
import { FrameGate } from './realtime/frame-gate';
import { FrameRouter } from './realtime/frame-router';
import { GatewayLease } from './realtime/gateway-lease';
import { Lobby } from './realtime/lobby';
import { PartyHub } from './realtime/party-hub';
import { Presence } from './realtime/presence';
import { Resync } from './realtime/resync';
import { SuggestionsHub } from './realtime/suggestions-hub';
import { TypingHub } from './realtime/typing-hub';

const REALTIME = [
  ChatServer,
  ConversationHub,
  FrameGate,
  FrameRouter,
  GatewayLease,
  Lobby,
  PartyHub,
  Presence,
  Resync,
  SuggestionsHub,
  TypingHub,
];

/** A bus that tells the metrics how long its requests take. */
const measuredBus = {
  provide: Bus,
  useFactory: (nats: NatsConnection, metrics: GatewayMetrics) =>
    new Bus(nats, (subject, seconds) => metrics.requestSeconds.observe({ subject }, seconds)),
  inject: [Nats, GatewayMetrics],
};

@Module({})
export class GatewayModule {
  static with(
    env: GatewayEnv,
    nats: NatsConnection,
    sessions: SessionVerifier,
    logging: LoggerOptions,
  ): DynamicModule {
    return {
      module: GatewayModule,
      imports: [ObservabilityModule.forService(logging), MessagingModule.with(nats, sessions)],
      controllers: CONTROLLERS,
      providers: [
        { provide: GatewayEnv, useValue: env },
        { provide: APP_FILTER, useClass: ProblemFilter },
        { provide: APP_GUARD, useClass: PermissionGuard },
        { provide: APP_INTERCEPTOR, useClass: PassedOnInterceptor },
        { provide: APP_INTERCEPTOR, useClass: NextLinkInterceptor },
        measuredBus,
        AgencyKeySessions,
        AgencyQuota,
        GatewayMetrics,
        HealthService,
        ...REALTIME,
      ],
    };
  }
}
