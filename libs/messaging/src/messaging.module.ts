import { type DynamicModule, Module } from '@nestjs/common';
import type { NatsConnection } from 'nats';
import { Bus } from './bus';
import { SessionVerifier } from './session-token';

/** Injection token of the process's NATS connection. */
export abstract class Nats {}

/** The process's connection, bus and session verifier, for every module. */
@Module({})
export class MessagingModule {
  static with(nats: NatsConnection, sessions: SessionVerifier): DynamicModule {
    return {
      module: MessagingModule,
      global: true,
      providers: [
        { provide: Nats, useValue: nats },
        { provide: Bus, useValue: new Bus(nats) },
        { provide: SessionVerifier, useValue: sessions },
      ],
      exports: [Nats, Bus, SessionVerifier],
    };
  }
}
