import { Injectable } from '@nestjs/common';
import { cityTime, type ReadOrderExport } from '#contracts';
import { idAt, Pool } from '#database';
import type { ExportedOrder } from './export-row';

export type ExportedRow = Omit<ExportedOrder, 'phone'> & { phoneEncrypted: string | null };

/** Ids begin with the millisecond in which they were made; the clocks of desks may differ by so much. */
const SKEW_MS = 3_600_000;

@Injectable()
export class OrderExportsRepository {
  constructor(private readonly pool: Pool) {}

  /** Oldest first, by id. */
  async read(
    { from, to, status, agencyCode, matterCode }: ReadOrderExport,
    after: string | undefined,
    limit: number,
  ): Promise<ExportedRow[]> {
    const values: unknown[] = [];
    const value = (one: unknown): string => `$${values.push(one)}`;
    const conditions = ['NOT w.confidential'];
    if (after !== undefined) conditions.push(`w.id > ${value(after)}`);
    if (from !== undefined) {
      conditions.push(`w.created_at >= ${value(cityTime(from))}`);
      if (after === undefined) conditions.push(`w.id >= ${value(idAround(from, -SKEW_MS))}`);
    }
    if (to !== undefined)
      conditions.push(`w.created_at < ${value(cityTime(to))}`, `w.id < ${value(idAround(to, SKEW_MS))}`);
    if (status !== undefined) conditions.push(`w.status = ${value(status)}`);
    if (agencyCode !== undefined) conditions.push(`w.agency_code = ${value(agencyCode)}`);
    if (matterCode !== undefined) conditions.push(`w.matter_code = ${value(matterCode)}`);
    const { rows } = await this.pool.query<ExportedRow>(
      `SELECT w.id, w.number, w.status, w.kind, w.urgency, w.channel, w.matter_code AS "matterCode", w.district,
              w.classification, w.title, w.description, w.enterprise_name AS "enterpriseName",
              w.phone_encrypted AS "phoneEncrypted", w.agency_code AS "agencyCode", w.repeats, w.returns, w.redos,
              w.supervision, w.declined_as AS "declinedAs", w.declined_text AS "declinedText", w.created_at AS "createdAt", w.updated_at AS "updatedAt"
         FROM work_orders w WHERE ${conditions.join(' AND ')} ORDER BY w.id LIMIT ${value(limit)}`,
      values,
    );
    return rows;
  }
}

const idAround = (time: string, offsetMs: number): string =>
  idAt(new Date(cityTime(time).getTime() + offsetMs));
