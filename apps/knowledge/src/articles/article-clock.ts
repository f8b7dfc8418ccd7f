import type { ArticleAction, ArticleStatus } from '#contracts';
import { TRANSITIONS } from './article-status';

/** What time alone does to a version. */
export interface Timed {
  version: number;
  status: ArticleStatus;
  effectiveFrom: Date | null;
  expiresAt: Date | null;
}

export interface ClockStep {
  version: number;
  action: ArticleAction;
  from: ArticleStatus;
  to: ArticleStatus;
  /** When it was due; never later than `now`. */
  at: Date;
}

const SCHEDULED = 'scheduled' satisfies ArticleStatus;
const EFFECTIVE = 'effective' satisfies ArticleStatus;

/** When the clock must look at a version next; null when never. */
export function dueAt({ status, effectiveFrom, expiresAt }: Omit<Timed, 'version'>): Date | null {
  if (status === SCHEDULED) return effectiveFrom;
  return status === EFFECTIVE ? expiresAt : null;
}

/**
 * What has come due among the versions of one article, in the order in which it was due: a version that takes effect
 * supersedes the one that holds. Also after a long standstill everything happens in its order.
 */
export function clockSteps(versions: readonly Timed[], now: Date): ClockStep[] {
  const current = versions.map((version) => ({ ...version }));
  const steps: ClockStep[] = [];
  const step = (version: Timed, action: ArticleAction, at: Date): void => {
    const { to } = TRANSITIONS[action];
    steps.push({ version: version.version, action, from: version.status, to, at });
    version.status = to;
  };
  for (;;) {
    const [next] = current
      .map((version) => ({ version, at: dueAt(version) }))
      .filter((due): due is { version: Timed; at: Date } => due.at !== null && due.at <= now)
      .sort(
        (a, b) =>
          a.at.getTime() - b.at.getTime() ||
          Number(a.version.status === SCHEDULED) - Number(b.version.status === SCHEDULED) ||
          a.version.version - b.version.version,
      );
    if (!next) return steps;
    if (next.version.status === EFFECTIVE) {
      step(next.version, 'expire', next.at);
      continue;
    }
    const holding = current.find(({ status }) => status === EFFECTIVE);
    if (holding) step(holding, 'supersede', next.at);
    step(next.version, 'take-effect', next.at);
  }
}
