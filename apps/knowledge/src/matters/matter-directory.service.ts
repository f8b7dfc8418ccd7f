import { Injectable } from '@nestjs/common';
import { AppError, type MatterSummary } from '#contracts';
import { Bus } from '#messaging';

const CACHED_MS = 10_000;
const PAGE_SIZE = 200;
/** More matters than any city has: a catalogue beyond it is read no further. */
const MAX_PAGES = 50;

/** The matters in force, as the desk has them; at most 10 s old. */
@Injectable()
export class MatterDirectory {
  private cached: { until: number; matters: Promise<Map<string, MatterSummary>> } | undefined;

  constructor(private readonly bus: Bus) {}

  /**
   * The matters in force by their code.
   * @throws AppError UNAVAILABLE or TIMEOUT when the desk does not answer.
   */
  all(): Promise<ReadonlyMap<string, MatterSummary>> {
    if (this.cached && this.cached.until > Date.now()) return this.cached.matters;
    const entry = { until: Date.now() + CACHED_MS, matters: this.read() };
    this.cached = entry;
    entry.matters.catch(() => {
      if (this.cached === entry) this.cached = undefined;
    });
    return entry.matters;
  }

  /** @throws AppError INVALID_ARGUMENT naming `matterCode` when there is no such matter. */
  async require(code: string): Promise<MatterSummary> {
    const matter = (await this.all()).get(code);
    if (matter) return matter;
    throw new AppError('INVALID_ARGUMENT', `There is no matter ${code}.`, {
      fields: [{ field: 'matterCode', problem: `there is no matter ${code}` }],
    });
  }

  /** @throws AppError NOT_FOUND for an unknown matter; UNAVAILABLE or TIMEOUT when the desk does not answer. */
  async agencyOf(code: string): Promise<string> {
    const matter = (await this.all()).get(code);
    if (!matter) throw new AppError('NOT_FOUND', `There is no matter ${code}.`);
    return matter.agencyCode;
  }

  private async read(): Promise<Map<string, MatterSummary>> {
    const matters = new Map<string, MatterSummary>();
    let cursor: string | undefined;
    for (let page = 0; page < MAX_PAGES; page += 1) {
      const { items, nextCursor } = await this.bus.request('desk.matter.list', {
        limit: PAGE_SIZE,
        ...(cursor ? { cursor } : {}),
      });
      for (const matter of items) matters.set(matter.code, matter);
      if (!nextCursor) break;
      cursor = nextCursor;
    }
    return matters;
  }
}
