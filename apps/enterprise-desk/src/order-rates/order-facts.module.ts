import { Module } from '@nestjs/common';
import { OrderFacts } from './order-facts';
import { OrderFactsRepository } from './order-facts.repository';

@Module({ providers: [OrderFacts, OrderFactsRepository], exports: [OrderFacts] })
export class OrderFactsModule {}
