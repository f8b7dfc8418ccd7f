import type { DueArticle } from '#contracts';
import { toSummary } from './article-rows';
import type { DueRow } from './articles.repository';

const DAY_MS = 86_400_000;

export const duePeriod = (now: Date, days: number): Date => new Date(now.getTime() + days * DAY_MS);

/** Why an article needs attention: whichever of its review and its expiry comes first. */
export function toDue(row: DueRow, now: Date): DueArticle {
  const { reviewBy, expiresAt, attentionAt } = row;
  const expiresFirst = expiresAt !== null && (reviewBy === null || expiresAt < reviewBy);
  const reason = expiresFirst ? 'expiry' : attentionAt < now ? 'overdue' : 'review';
  return { reason, at: attentionAt.toISOString(), article: toSummary(row) };
}
