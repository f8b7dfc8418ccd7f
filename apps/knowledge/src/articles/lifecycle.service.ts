import { Injectable } from '@nestjs/common';
import {
  AppError,
  type ApproveArticle,
  type ArticleAction,
  type ArticleStatus,
  type ArticleStep,
  type ConfirmArticle,
  type Identity,
  type ScheduleArticle,
} from '#contracts';
import { SearchIndexService } from '../search/search-index.service';
import { ArticleChanges, type Change } from './article-changes.service';
import { dueAt } from './article-clock';
import { transition } from './article-status';
import type { ArticleVersion } from './article-version.entity';
import { checkPeriod, timeOf, wrong } from './dates';
import type { VersionRef } from './history.repository';
import { VersionsRepository } from './versions.repository';

/** What an action makes of a version besides its status. */
type Effect = (version: ArticleVersion) => Partial<ArticleVersion>;

/** The way of a version from its draft to its end. */
@Injectable()
export class LifecycleService {
  constructor(
    private readonly changes: ArticleChanges,
    private readonly versions: VersionsRepository,
    private readonly search: SearchIndexService,
  ) {}

  /** From now on the version never changes. */
  submit(request: ArticleStep, identity: Identity, now = new Date()): Promise<VersionRef> {
    return this.step(request, identity, now, [
      ['submit', ({ authors }) => ({ authors: [...new Set([...authors, identity.partyId])] })],
    ]);
  }

  return(request: ArticleStep, identity: Identity, now = new Date()): Promise<VersionRef> {
    return this.step(request, identity, now, [['return']]);
  }

  /** With a date it is scheduled at once; a date that has come puts it into force. */
  approve(request: ApproveArticle, identity: Identity, now = new Date()): Promise<VersionRef> {
    const { effectiveFrom } = request;
    return this.step(request, identity, now, [
      ['approve', (version) => checkedExpiry(version, now)],
      ...(effectiveFrom ? [scheduling(effectiveFrom, now)] : []),
    ]);
  }

  /** Says, or says anew, from when an approved version holds. */
  schedule(request: ScheduleArticle, identity: Identity, now = new Date()): Promise<VersionRef> {
    return this.step(request, identity, now, [scheduling(request.effectiveFrom, now)]);
  }

  withdraw(request: ArticleStep, identity: Identity, now = new Date()): Promise<VersionRef> {
    return this.step(request, identity, now, [['withdraw']]);
  }

  /** What holds was looked at and still holds. */
  confirm(request: ConfirmArticle, identity: Identity, now = new Date()): Promise<VersionRef> {
    const reviewBy = timeOf('reviewBy', request.reviewBy);
    if (reviewBy <= now) throw wrong('reviewBy', 'is past');
    return this.step(request, identity, now, [['confirm', () => ({ reviewBy })]]);
  }

  private step(
    request: ArticleStep,
    identity: Identity,
    now: Date,
    actions: [[ArticleAction, Effect?], ...[ArticleAction, Effect?][]],
  ): Promise<VersionRef> {
    return this.changes.once(identity, request, actions[0][0], async (tx) => {
      const article = await this.changes.open(tx, identity, request);
      const version = await this.versions.find(tx, article.id, request.version);
      if (!version) throw new AppError('NOT_FOUND', 'There is no such version.');
      const wasEffective = version.status === 'effective';
      const done = actions.map(([action, effect]): Change => {
        const from: ArticleStatus = version.status;
        const to = transition(action, version, identity, request.reason ?? null);
        Object.assign(version, effect?.(version), { status: to });
        return { version: version.version, action, from, to };
      });
      const { status, authors, effectiveFrom, reviewBy } = version;
      const change = { status, authors, effectiveFrom, reviewBy, dueAt: dueAt(version) };
      await this.versions.update(tx, version, change);
      await this.changes.close(tx, identity, article.id, done, request, now);
      if (wasEffective) await this.search.refresh(tx, [article.id]);
      return { id: article.id, version: version.version };
    });
  }
}

/** A date that has passed means now: nothing holds before it was approved. */
const scheduling = (text: string, now: Date): [ArticleAction, Effect] => [
  'schedule',
  ({ expiresAt }) => {
    const given = timeOf('effectiveFrom', text);
    const effectiveFrom = given < now ? now : given;
    checkPeriod(effectiveFrom, expiresAt);
    return { effectiveFrom };
  },
];

function checkedExpiry({ expiresAt }: ArticleVersion, now: Date): Partial<ArticleVersion> {
  if (expiresAt && expiresAt <= now) {
    throw new AppError('INVALID_STATE', `The version would have expired at ${expiresAt.toISOString()}.`);
  }
  return {};
}
