import { Module } from '@nestjs/common';
import { AdapterHandler } from './adapter.handler';
import { Courier } from './courier.service';
import { DeskLink } from './desk-link';
import { Inbound } from './inbound.service';

/** The adapter's own parts; the process adds connection, settings, kind and logger. */
@Module({ controllers: [AdapterHandler], providers: [Courier, DeskLink, Inbound] })
export class AdapterModule {}
