import { Injectable } from '@nestjs/common';
import { Bus } from '#messaging';

const KEEP_MS = 600_000;
const MAX_KEPT = 1_000;
const WITHIN_MS = 3_000;

/** Which agency owns a matter, as the desk says. */
@Injectable()
export class MatterAgencies {
  private readonly kept = new Map<string, { agencyCode: string; until: number }>();

  constructor(private readonly bus: Bus) {}

  /** @throws AppError NOT_FOUND for an unknown matter, UNAVAILABLE or TIMEOUT when the desk does not answer. */
  async of(code: string, now = Date.now()): Promise<string> {
    const known = this.kept.get(code);
    if (known && known.until > now) return known.agencyCode;
    const { agencyCode } = await this.bus.request('desk.matter.get', { code }, { timeoutMs: WITHIN_MS });
    if (this.kept.size >= MAX_KEPT) this.kept.clear();
    this.kept.set(code, { agencyCode, until: now + KEEP_MS });
    return agencyCode;
  }
}
