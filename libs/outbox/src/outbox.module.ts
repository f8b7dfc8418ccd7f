import { type DynamicModule, Module } from '@nestjs/common';
import { EventStream } from '#messaging';
import { Outbox } from './outbox';
import { OutboxRelay } from './outbox-relay';

/** For a service that has durable events: its outbox, and the relay to its stream. */
@Module({})
export class OutboxModule {
  static to(stream: EventStream): DynamicModule {
    return {
      module: OutboxModule,
      global: true,
      providers: [Outbox, OutboxRelay, { provide: EventStream, useValue: stream }],
      exports: [Outbox],
    };
  }
}
