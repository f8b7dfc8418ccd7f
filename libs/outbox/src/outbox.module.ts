import { Global, Module } from '@nestjs/common';
import { Inbox } from './inbox';
import { Outbox } from './outbox';
import { OutboxRelay } from './outbox-relay';

@Global()
@Module({ providers: [Inbox, Outbox, OutboxRelay], exports: [Inbox, Outbox] })
export class OutboxModule {}
