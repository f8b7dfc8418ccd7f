import { Injectable } from '@nestjs/common';
import type { ListMetricCases, MetricValue, SeatGroupNow } from '#contracts';
import { Pool } from '#database';
import { metricRule, METRICS, type MetricRule } from './metric-definitions';

export interface Period {
  from: Date;
  to: Date;
  seatGroup?: string | undefined;
}

const percentile = (share: number, { seconds, denominator }: MetricRule): string =>
  seconds === undefined
    ? 'NULL::float8'
    : `percentile_cont(${share}) WITHIN GROUP (ORDER BY (${seconds})::float8) FILTER (WHERE ${denominator})`;

/** One scan of the period for all metrics. */
const VALUES = `
  SELECT c.seat_group AS "seatGroup", ${METRICS.map(
    (metric, i) => `
         count(*) FILTER (WHERE (${metric.denominator}) AND (${metric.numerator}))::int AS n${i},
         count(*) FILTER (WHERE ${metric.denominator})::int AS d${i},
         ${percentile(0.5, metric)} AS p50_${i},
         ${percentile(0.95, metric)} AS p95_${i}`,
  ).join(',')}
    FROM conversations c
   WHERE c.opened_at >= $1 AND c.opened_at < $2 AND ($3::text IS NULL OR c.seat_group = $3)
   GROUP BY c.seat_group ORDER BY c.seat_group`;

const NOW = `
  SELECT g.code AS "seatGroup",
         (SELECT count(*) FROM conversations c WHERE c.seat_group = g.code AND c.status = 'waiting')::int AS waiting,
         (SELECT count(*) FROM conversations c WHERE c.seat_group = g.code AND c.status = 'active')::int AS active,
         count(s.id)::int AS "onDuty",
         coalesce(sum(greatest(0, s.capacity - s.open)), 0)::int AS "freePlaces",
         (SELECT coalesce(ceil(extract(epoch FROM now() - min(c.queued_at))), 0) FROM conversations c
           WHERE c.seat_group = g.code AND c.status = 'waiting')::int AS "longestWaitSeconds"
    FROM seat_groups g
    LEFT JOIN LATERAL (
      SELECT staff.id, staff.capacity,
             (SELECT count(*) FROM conversations c WHERE c.seat_id = staff.id AND c.status = 'active') AS open
        FROM staff WHERE staff.state = 'on-duty' AND staff.connected AND g.code = ANY(staff.seat_groups)) s ON true
   WHERE $1::text IS NULL OR g.code = $1
   GROUP BY g.code ORDER BY g.code`;

@Injectable()
export class MetricsRepository {
  constructor(private readonly pool: Pool) {}

  async values({ from, to, seatGroup }: Period): Promise<MetricValue[]> {
    const { rows } = await this.pool.query<Record<string, number | null> & { seatGroup: string }>({
      name: 'metric-values',
      text: VALUES,
      values: [from, to, seatGroup ?? null],
    });
    return rows.flatMap((row) =>
      METRICS.map(({ name, seconds }, i) => {
        const [numerator, denominator] = [row[`n${i}`] ?? 0, row[`d${i}`] ?? 0];
        const rate = seconds === undefined && denominator > 0 ? numerator / denominator : null;
        return {
          name,
          seatGroup: row.seatGroup,
          numerator,
          denominator,
          rate,
          p50: row[`p50_${i}`] ?? null,
          p95: row[`p95_${i}`] ?? null,
        };
      }),
    );
  }

  async now(seatGroup: string | undefined): Promise<SeatGroupNow[]> {
    const { rows } = await this.pool.query<SeatGroupNow>({
      name: 'metric-now',
      text: NOW,
      values: [seatGroup ?? null],
    });
    return rows;
  }

  /** Ids and opening times of the conversations behind a part of a metric, newest first. */
  async listCases(
    { name, part }: Pick<ListMetricCases, 'name' | 'part'>,
    { from, to, seatGroup }: Period,
    after: [Date, string] | undefined,
    limit: number,
  ): Promise<{ id: string; openedAt: Date }[]> {
    const { denominator, numerator } = metricRule(name);
    const condition = {
      denominator,
      numerator: `(${denominator}) AND (${numerator})`,
      rest: `(${denominator}) AND (${numerator}) IS NOT TRUE`,
    }[part];
    const { rows } = await this.pool.query<{ id: string; openedAt: Date }>({
      text: `SELECT c.id, c.opened_at AS "openedAt" FROM conversations c
              WHERE c.opened_at >= $1 AND c.opened_at < $2 AND ($3::text IS NULL OR c.seat_group = $3)
                AND ($4::timestamptz IS NULL OR (c.opened_at, c.id) < ($4, $5::uuid)) AND ${condition}
              ORDER BY c.opened_at DESC, c.id DESC LIMIT $6`,
      values: [from, to, seatGroup ?? null, after?.[0] ?? null, after?.[1] ?? null, limit],
    });
    return rows;
  }
}
