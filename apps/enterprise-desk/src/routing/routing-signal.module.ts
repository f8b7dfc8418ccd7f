import { Global, Module } from '@nestjs/common';
import { RoutingSignal } from './routing-signal';

@Global()
@Module({ providers: [RoutingSignal], exports: [RoutingSignal] })
export class RoutingSignalModule {}
