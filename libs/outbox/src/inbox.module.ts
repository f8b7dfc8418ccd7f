import { Global, Module } from '@nestjs/common';
import { Inbox } from './inbox';

/** For a service that consumes durable events and has none of its own. */
@Global()
@Module({ providers: [Inbox], exports: [Inbox] })
export class InboxModule {}
