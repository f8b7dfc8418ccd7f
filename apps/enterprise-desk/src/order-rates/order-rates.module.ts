import { Module } from '@nestjs/common';
import { OrderRatesHandler } from './order-rates.handler';
import { OrderRatesRepository } from './order-rates.repository';
import { OrderRatesService } from './order-rates.service';

@Module({ controllers: [OrderRatesHandler], providers: [OrderRatesRepository, OrderRatesService] })
export class OrderRatesModule {}
