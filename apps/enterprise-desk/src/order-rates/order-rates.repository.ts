import { Injectable } from '@nestjs/common';
import type { ListOrderRateCases, OrderCase, OrderRateDimension, OrderRateValue } from '#contracts';
import { Pool } from '#database';
import { ORDER_RATES, orderRateRule } from './rate-definitions';

export interface RatePeriod {
  from: Date;
  to: Date;
  matterCode?: string | undefined;
  agencyCode?: string | undefined;
  district?: string | undefined;
  channel?: string | undefined;
}

type CaseRow = Omit<OrderCase, 'createdAt'> & { createdAt: Date };

const COLUMNS: Record<OrderRateDimension, string> = {
  matter: 'f.matter_code',
  agency: 'f.agency_code',
  district: 'f.district',
  channel: 'f.channel',
};

/** A dimension has as many values as shown here at most. */
const MAX_GROUPS = 500;

const FILTERS = {
  matterCode: 'matter_code',
  agencyCode: 'agency_code',
  district: 'district',
  channel: 'channel',
};

const COUNTS = ORDER_RATES.map(
  ({ counts, good }, i) => `
         count(*) FILTER (WHERE ${counts} AND ${good})::int AS n${i},
         count(*) FILTER (WHERE ${counts})::int AS d${i}`,
).join(',');

@Injectable()
export class OrderRatesRepository {
  constructor(private readonly pool: Pool) {}

  /** One scan of the period for all rates; together where no dimension is given. */
  async values(period: RatePeriod, by: OrderRateDimension | undefined): Promise<OrderRateValue[]> {
    const { where, values } = conditionsOf(period);
    const group = by ? COLUMNS[by] : 'NULL::text';
    const { rows } = await this.pool.query<Record<string, number> & { group: string | null }>(
      `SELECT ${group} AS "group", ${COUNTS} FROM order_facts f WHERE ${where}
        GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT ${MAX_GROUPS}`,
      values,
    );
    return rows.flatMap((row) =>
      ORDER_RATES.map(({ name }, i) => {
        const [numerator, denominator] = [row[`n${i}`] ?? 0, row[`d${i}`] ?? 0];
        const rate = denominator > 0 ? numerator / denominator : null;
        return { name, group: row.group, numerator, denominator, rate };
      }),
    );
  }

  /** Newest first. */
  async cases(
    { name, part }: Pick<ListOrderRateCases, 'name' | 'part'>,
    period: RatePeriod,
    before: [Date, string] | undefined,
    limit: number,
  ): Promise<CaseRow[]> {
    const { counts, good } = orderRateRule(name);
    const condition = {
      denominator: counts,
      numerator: `${counts} AND ${good}`,
      rest: `${counts} AND (${good}) IS NOT TRUE`,
    }[part];
    const { where, values } = conditionsOf(period);
    const value = (one: unknown): string => `$${values.push(one)}`;
    const keyset = before
      ? `AND (f.created_at, f.order_id) < (${value(before[0])}, ${value(before[1])}::uuid)`
      : '';
    const { rows } = await this.pool.query<CaseRow>(
      `SELECT f.order_id AS "orderId", o.number, o.status, f.matter_code AS "matterCode",
              f.agency_code AS "agencyCode", f.district, f.channel, f.created_at AS "createdAt"
         FROM (SELECT * FROM order_facts f WHERE ${where} ${keyset} AND ${condition}
                ORDER BY f.created_at DESC, f.order_id DESC LIMIT ${value(limit)}) f
         JOIN work_orders o ON o.id = f.order_id
        ORDER BY f.created_at DESC, f.order_id DESC`,
      values,
    );
    return rows;
  }
}

function conditionsOf(period: RatePeriod): { where: string; values: unknown[] } {
  const values: unknown[] = [period.from, period.to];
  const filters = Object.entries(FILTERS).flatMap(([name, column]) => {
    const wanted = period[name as keyof typeof FILTERS];
    return wanted === undefined ? [] : [` AND f.${column} = $${values.push(wanted)}`];
  });
  return { where: `f.created_at >= $1 AND f.created_at < $2${filters.join('')}`, values };
}
