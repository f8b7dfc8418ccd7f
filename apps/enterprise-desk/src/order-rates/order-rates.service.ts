import { Injectable } from '@nestjs/common';
import type { GetOrderRates, ListOrderRateCases, OrderCase, OrderRateReport, Page } from '#contracts';
import { decodeTimeCursor, pageSize, toPage } from '#database';
import { cityPeriod } from '../clocks/city-period';
import { OrderRatesRepository, type RatePeriod } from './order-rates.repository';
import { ORDER_RATES } from './rate-definitions';

@Injectable()
export class OrderRatesService {
  constructor(private readonly repository: OrderRatesRepository) {}

  async get(request: GetOrderRates, now: Date): Promise<OrderRateReport> {
    const period = periodOf(request, now);
    return {
      from: period.from.toISOString(),
      to: period.to.toISOString(),
      definitions: ORDER_RATES.map(({ name, numerator, denominator, excluded, target }) => ({
        name,
        numerator,
        denominator,
        excluded,
        target,
      })),
      values: await this.repository.values(period, request.by),
    };
  }

  async listCases(request: ListOrderRateCases, now: Date): Promise<Page<OrderCase>> {
    const before = decodeTimeCursor(request.cursor);
    const limit = pageSize(request.limit);
    const rows = await this.repository.cases(request, periodOf(request, now), before, limit + 1);
    return toPage(
      rows,
      limit,
      ({ createdAt, orderId }) => [createdAt.toISOString(), orderId],
      (row) => ({ ...row, createdAt: row.createdAt.toISOString() }),
    );
  }
}

function periodOf(request: GetOrderRates, now: Date): RatePeriod {
  const { matterCode, agencyCode, district, channel } = request;
  return { ...cityPeriod(request, now), matterCode, agencyCode, district, channel };
}
