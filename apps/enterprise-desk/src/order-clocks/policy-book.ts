import { Injectable } from '@nestjs/common';
import type { ClockPolicy } from '#contracts';
import type { Transaction } from '#database';
import { DeskEnv } from '../desk.env';
import type { PacedPolicy } from './clock-pace';
import type { ClockPolicyRow } from './clock-policy.entity';
import { ClockPoliciesRepository } from './clock-policies.repository';
import { policyOf, PRESETS } from './presets';

/** Versions never change, so that what has been read need not be read again. */
const MAX_KEPT = 100;

const BY_PRESET = { setBy: 'preset', setAt: new Date(0), revisionId: null };

/** Finds the policy of a version; version 0, before anything was set, is the first preset. */
@Injectable()
export class PolicyBook {
  private readonly known = new Map<number, ClockPolicyRow>([[0, preset()]]);

  constructor(
    private readonly repository: ClockPoliciesRepository,
    private readonly env: DeskEnv,
  ) {}

  async current(tx: Transaction): Promise<{ version: number; policy: ClockPolicy }> {
    const version = await this.repository.latestVersion(tx);
    return { version, policy: (await this.row(version, tx)).policy };
  }

  /** Looks up the policies of these versions; the function finds them again. */
  async open(tx: Transaction, versions: Iterable<number>): Promise<(version: number) => PacedPolicy> {
    const policies = new Map<number, PacedPolicy>();
    for (const version of new Set(versions)) {
      const { policy } = await this.row(version, tx);
      policies.set(version, { ...policy, factor: this.env.CLOCK_FACTOR });
    }
    return (version) => {
      const policy = policies.get(version);
      if (!policy) throw new Error(`The clock policy ${version} has not been looked up.`);
      return policy;
    };
  }

  async row(version: number, tx?: Transaction): Promise<ClockPolicyRow> {
    const known = this.known.get(version) ?? (await this.repository.find(version, tx));
    if (!known) throw new Error(`There is no clock policy of version ${version}.`);
    if (this.known.size >= MAX_KEPT) this.known.clear();
    this.known.set(version, known);
    return known;
  }
}

function preset(): ClockPolicyRow {
  const [first] = PRESETS;
  if (!first) throw new Error('There is no preset.');
  return { version: 0, policy: policyOf(first), ...BY_PRESET, reason: `preset ${first.name}` };
}
