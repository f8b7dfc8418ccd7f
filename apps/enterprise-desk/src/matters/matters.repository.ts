import { Injectable } from '@nestjs/common';
import type { AgencyCatalogue, BilingualText, MatterGuide, MatterSummary, MatterView } from '#contracts';
import { Pool, type Transaction } from '#database';
import { In } from 'typeorm';
import { Agency } from './agency.entity';
import type { PlannedChange, StoredMatter } from './import-plan';
import { searchTerms } from './matter-search-terms';
import { MatterVersion } from './matter-version.entity';
import { Matter } from './matter.entity';

export interface MatterFilter {
  agencyCode: string | undefined;
  /** Each must be a part of one of the matter's search terms. */
  words: string[];
  /** Code of the last matter of the page before. */
  after: string | undefined;
  limit: number;
}

interface MatterRow {
  guide: MatterGuide;
  agencyCode: string;
  agencyName: BilingualText;
  version: number;
  updatedAt: Date;
}

const IMPORT_LOCK = 7_243_003;

@Injectable()
export class MattersRepository {
  constructor(private readonly pool: Pool) {}

  /** Sorted by code, without the retired. */
  async list({ agencyCode, words, after, limit }: MatterFilter): Promise<MatterSummary[]> {
    const { rows } = await this.pool.query<MatterSummary>(
      `SELECT m.code, m.agency_code AS "agencyCode", m.version, m.verified, m.name, a.name AS "agencyName"
         FROM matters m JOIN agencies a ON a.code = m.agency_code
        WHERE m.retired_at IS NULL
          AND ($1::text IS NULL OR m.agency_code = $1)
          AND ($2::text IS NULL OR m.code > $2)
          AND NOT EXISTS (SELECT FROM unnest($3::text[]) AS word WHERE position(word IN m.search_terms) = 0)
        ORDER BY m.code LIMIT $4`,
      [agencyCode, after, words, limit],
    );
    return rows;
  }

  /** The current version, also of a retired matter. */
  async find(code: string): Promise<MatterView | undefined> {
    const { rows } = await this.pool.query<MatterRow>(
      `SELECT v.guide, m.agency_code AS "agencyCode", a.name AS "agencyName", m.version, m.updated_at AS "updatedAt"
         FROM matters m
         JOIN agencies a ON a.code = m.agency_code
         JOIN matter_versions v ON v.matter_code = m.code AND v.version = m.version
        WHERE m.code = $1`,
      [code],
    );
    const [row] = rows;
    if (!row) return undefined;
    const { guide, updatedAt, ...rest } = row;
    return { ...guide, ...rest, updatedAt: updatedAt.toISOString() };
  }

  /** Until the transaction ends, other imports wait. */
  async lockCatalogue(tx: Transaction): Promise<void> {
    await tx.query('SELECT pg_advisory_xact_lock($1)', [IMPORT_LOCK]);
  }

  /** Every matter there has ever been, as the transaction sees it. */
  readCatalogue(tx: Transaction): Promise<StoredMatter[]> {
    return tx.query(
      `SELECT m.code, m.agency_code AS "agencyCode", m.version, m.retired_at IS NOT NULL AS retired, v.guide
         FROM matters m JOIN matter_versions v ON v.matter_code = m.code AND v.version = m.version`,
    );
  }

  async saveAgencies(tx: Transaction, agencies: readonly AgencyCatalogue[]): Promise<void> {
    await tx.upsert(
      Agency,
      agencies.map(({ code, name }) => ({ code, name })),
      ['code'],
    );
  }

  /** Writes what has changed, with a version of its own for every new guide. */
  async saveMatters(tx: Transaction, matters: readonly PlannedChange[]): Promise<void> {
    const now = new Date();
    const rows = matters.map(({ code, agencyCode, version, guide }) => ({
      code,
      agencyCode,
      version,
      verified: guide.verified,
      name: guide.name,
      searchTerms: searchTerms(guide),
      updatedAt: now,
      retiredAt: null,
    }));
    const versions = matters
      .filter(({ change, fields }) => change === 'added' || fields.length > 0)
      .map(({ code, version, guide }) => ({ matterCode: code, version, guide, createdAt: now }));
    await tx.upsert(Matter, rows, ['code']);
    await tx.insert(MatterVersion, versions);
  }

  async retire(tx: Transaction, codes: readonly string[]): Promise<void> {
    await tx.update(Matter, { code: In([...codes]) }, { retiredAt: new Date() });
  }
}
