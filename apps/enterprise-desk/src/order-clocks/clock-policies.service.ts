import { Injectable } from '@nestjs/common';
import {
  AppError,
  type ClockPolicy,
  type ClockPolicyView,
  type Identity,
  type Page,
  type PageRequest,
  type SetClockPolicy,
} from '#contracts';
import { decodeNumberCursor, pageSize, toPage, UnitOfWork, type Transaction } from '#database';
import type { ClockPolicyRow } from './clock-policy.entity';
import { ClockPoliciesRepository } from './clock-policies.repository';
import { ClockRevisions } from './clock-revisions.service';
import { lockSettings } from './settings-lock';
import { policyProblems } from './policy-problems';
import { PolicyBook } from './policy-book';

/** The versions of the policy: every clock keeps the one that it started under, unless a revision was asked for. */
@Injectable()
export class ClockPoliciesService {
  constructor(
    private readonly repository: ClockPoliciesRepository,
    private readonly book: PolicyBook,
    private readonly revisions: ClockRevisions,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  async get(): Promise<ClockPolicyView> {
    const version = await this.repository.latestVersion();
    return viewOf(await this.book.row(version));
  }

  /** @throws AppError INVALID_ARGUMENT by field, CONFLICT when there is a newer version than the one that was changed. */
  async set(identity: Identity, request: SetClockPolicy, now: Date): Promise<ClockPolicyView> {
    const { baseVersion, reason, applyToRunning = false, ...policy } = request;
    const fields = policyProblems(policy);
    if (fields.length > 0) {
      const message = fields.map(({ field, problem }) => `${field} ${problem}`).join('; ');
      throw new AppError('INVALID_ARGUMENT', message, { fields });
    }
    return this.unitOfWork.run(async (tx) => {
      await lockSettings(tx);
      const latest = await this.repository.latestVersion(tx);
      if (latest !== baseVersion) {
        const problem = `The policy is at version ${latest} meanwhile.`;
        throw new AppError('CONFLICT', problem, { version: latest });
      }
      const row = await this.add(tx, policy, latest + 1, {
        reason,
        setBy: identity.name,
        now,
        applyToRunning,
      });
      return viewOf(row);
    });
  }

  async list(request: PageRequest): Promise<Page<ClockPolicyView>> {
    const limit = pageSize(request.limit);
    const rows = await this.repository.list(decodeNumberCursor(request.cursor), limit + 1);
    return toPage(rows, limit, ({ version }) => [version], viewOf);
  }

  private async add(
    tx: Transaction,
    policy: ClockPolicy,
    version: number,
    by: { reason: string; setBy: string; now: Date; applyToRunning: boolean },
  ): Promise<ClockPolicyRow> {
    const { reason, setBy, now, applyToRunning } = by;
    const revisionId = applyToRunning ? await this.revisions.start(tx, 'policy', version, now) : null;
    const row = { version, policy, reason, setBy, setAt: now, revisionId };
    await this.repository.add(tx, row);
    return row;
  }
}

const viewOf = ({ version, policy, reason, setBy, setAt, revisionId }: ClockPolicyRow): ClockPolicyView => ({
  ...policy,
  version,
  reason,
  setBy,
  setAt: setAt.toISOString(),
  revisionId,
});
