import { type DynamicModule, Module } from '@nestjs/common';
import type { EventStream } from '#messaging';
import { Outbox } from './outbox';
import { EventStreams } from './event-streams';
import { OutboxRelay } from './outbox-relay';

/** For a service that has durable events: its outbox, and the relay to its streams. */
@Module({})
export class OutboxModule {
  static to(...streams: EventStream[]): DynamicModule {
    return {
      module: OutboxModule,
      global: true,
      providers: [Outbox, OutboxRelay, { provide: EventStreams, useValue: new EventStreams(streams) }],
      exports: [Outbox],
    };
  }
}
