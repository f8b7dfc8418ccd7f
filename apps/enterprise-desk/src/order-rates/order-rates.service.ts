import { Injectable } from '@nestjs/common';
import {
  AppError,
  type GetOrderRates,
  type ListOrderRateCases,
  type OrderCase,
  type OrderRateReport,
  type Page,
} from '#contracts';
import { decodeCursor, pageSize, toPage } from '#database';
import { localDate } from '../clocks/calendar';
import { OrderRatesRepository, type RatePeriod } from './order-rates.repository';
import { ORDER_RATES } from './rate-definitions';

const MAX_DAYS = 400;
const DAY_MS = 86_400_000;

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
    const cursor = decodeCursor(request.cursor, 2);
    const before: [Date, string] | undefined = cursor && [new Date(String(cursor[0])), String(cursor[1])];
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

/** Today in the city unless said otherwise. @throws AppError INVALID_ARGUMENT for a period that is empty or too long. */
function periodOf(request: GetOrderRates, now: Date): RatePeriod {
  const { matterCode, agencyCode, district, channel } = request;
  const from = request.from ? new Date(request.from) : new Date(`${localDate(now)}T00:00:00+08:00`);
  const to = request.to
    ? new Date(request.to)
    : new Date(Math.max(now.getTime() + 1, from.getTime() + DAY_MS));
  const problem =
    to <= from
      ? 'must be after from'
      : to.getTime() - from.getTime() > MAX_DAYS * DAY_MS
        ? `may be ${MAX_DAYS} days after from at most`
        : undefined;
  if (problem)
    throw new AppError('INVALID_ARGUMENT', `"to" ${problem}.`, { fields: [{ field: 'to', problem }] });
  return { from, to, matterCode, agencyCode, district, channel };
}
