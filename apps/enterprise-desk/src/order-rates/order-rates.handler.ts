import { Controller } from '@nestjs/common';
import { GetOrderRates, ListOrderRateCases, OrderCasePage, OrderRateReport } from '#contracts';
import { Handles } from '#messaging';
import { OrderRatesService } from './order-rates.service';

@Controller()
export class OrderRatesHandler {
  constructor(private readonly rates: OrderRatesService) {}

  @Handles('desk.order-rate.get')
  get(request: GetOrderRates): Promise<OrderRateReport> {
    return this.rates.get(request, new Date());
  }

  @Handles('desk.order-rate.cases')
  listCases(request: ListOrderRateCases): Promise<OrderCasePage> {
    return this.rates.listCases(request, new Date());
  }
}
