import { Injectable } from '@nestjs/common';
import {
  AppError,
  type ArticleDraft,
  type ArticleStep,
  type Identity,
  type SaveArticle,
  type TranslationLanguage,
} from '#contracts';
import type { Transaction } from '#database';
import { v7 as uuidv7 } from 'uuid';
import { MatterDirectory } from '../matters/matter-directory.service';
import { checkKeeps } from './access';
import { ArticleChanges } from './article-changes.service';
import { ArticleLanguages } from './article-languages';
import type { ArticleVersion } from './article-version.entity';
import { wrong } from './dates';
import { changedDraft, newVersion, textOf } from './draft-versions';
import { checkTexts } from './draft-problems';
import type { VersionRef } from './history.repository';
import { VersionsRepository, type LockedArticle } from './versions.repository';
import { restoredWording } from './wording';

/** Writing: what is saved here nobody sees before it is approved. */
@Injectable()
export class DraftsService {
  constructor(
    private readonly changes: ArticleChanges,
    private readonly versions: VersionsRepository,
    private readonly matters: MatterDirectory,
    private readonly languages: ArticleLanguages,
  ) {}

  /** Creates an article, or changes its draft; an article without a draft gets one. */
  async save(request: SaveArticle, identity: Identity, now = new Date()): Promise<VersionRef> {
    this.languages.check(request);
    checkTexts(request);
    const { id } = request;
    if (id === undefined) return this.create(request, identity, now);
    return this.changes.once(identity, request, 'save', async (tx) => {
      const article = await this.changes.open(tx, identity, { id, revision: request.revision });
      checkSubject(request, article);
      return this.write(tx, article, request, identity, now);
    });
  }

  /** An old wording as a new draft. */
  restore(request: ArticleStep, identity: Identity, now = new Date()): Promise<VersionRef> {
    return this.changes.once(identity, request, 'save', async (tx) => {
      const article = await this.changes.open(tx, identity, request);
      const [latest] = await this.versions.findLatest(tx, [article.id]);
      const old = await this.versions.find(tx, article.id, request.version);
      if (!old || !latest) throw new AppError('NOT_FOUND', 'There is no such version.');
      if (latest.status === 'draft') {
        throw new AppError('INVALID_STATE', 'The article has a draft: submit or withdraw it first.', {
          draft: latest.version,
        });
      }
      const draft = {
        ...newVersion(article, latest, old, identity, now),
        ...restoredWording(latest, old),
        attachmentIds: old.attachmentIds,
        idempotencyKey: request.idempotencyKey,
      };
      await this.versions.insert(tx, [draft]);
      await this.changes.close(tx, identity, article.id, [saved(draft.version, null)], request, now);
      return { id: article.id, version: draft.version };
    });
  }

  /** Changes which files the draft has; an article without a draft gets one. */
  attach(
    request: { id: string; revision: number; idempotencyKey: string },
    identity: Identity,
    change: (tx: Transaction, ids: readonly string[]) => Promise<string[]>,
    now = new Date(),
  ): Promise<VersionRef> {
    return this.changes.once(identity, request, 'save', async (tx) => {
      const article = await this.changes.open(tx, identity, request);
      const latest = await this.latest(tx, article);
      const attachmentIds = await change(tx, latest.attachmentIds);
      const text = { ...latest, expiresAt: iso(latest.expiresAt), reviewBy: iso(latest.reviewBy) };
      return this.write(tx, article, { ...text, idempotencyKey: request.idempotencyKey }, identity, now, {
        attachmentIds,
      });
    });
  }

  private async create(request: SaveArticle, identity: Identity, now: Date): Promise<VersionRef> {
    const { agencyCode } = await this.matters.require(request.matterCode);
    checkKeeps(identity, { agencyCode });
    return this.changes.once(identity, request, 'save', async (tx) => {
      const { matterCode, kind } = request;
      const article = { id: uuidv7(), matterCode, kind, agencyCode };
      await this.versions.insertArticles(tx, [article]);
      const draft = newVersion(article, undefined, textOf(request), identity, now);
      await this.versions.insert(tx, [{ ...draft, idempotencyKey: request.idempotencyKey }]);
      await this.changes.close(tx, identity, article.id, [saved(1, null)], request, now);
      return { id: article.id, version: 1 };
    });
  }

  private async write(
    tx: Transaction,
    article: LockedArticle,
    request: Omit<ArticleDraft, 'matterCode' | 'kind'> & {
      checked?: TranslationLanguage[];
      idempotencyKey: string;
    },
    identity: Identity,
    now: Date,
    over: Partial<ArticleVersion> = {},
  ): Promise<VersionRef> {
    const latest = await this.latest(tx, article);
    const text = textOf(request);
    const options = request.checked ? { checked: request.checked } : {};
    if (latest.status === 'draft') {
      const change = { ...changedDraft(latest, text, identity, now, options), ...over };
      await this.versions.update(tx, latest, change);
    } else {
      const draft = newVersion(article, latest, text, identity, now, options);
      await this.versions.insert(tx, [{ ...draft, ...over, idempotencyKey: request.idempotencyKey }]);
    }
    const version = latest.status === 'draft' ? latest.version : latest.version + 1;
    const change = saved(version, latest.status === 'draft' ? 'draft' : null);
    await this.changes.close(tx, identity, article.id, [change], request, now);
    return { id: article.id, version };
  }

  private async latest(tx: Transaction, { id }: LockedArticle): Promise<ArticleVersion> {
    const [latest] = await this.versions.findLatest(tx, [id]);
    if (!latest) throw new Error('An article has at least one version.');
    return latest;
  }
}

const saved = (version: number, from: 'draft' | null) => ({
  version,
  action: 'save' as const,
  from,
  to: 'draft' as const,
});

const iso = (time: Date | null): string | null => time?.toISOString() ?? null;

/** What an article is about does not change: what belongs elsewhere is a new article. */
function checkSubject({ matterCode, kind }: SaveArticle, article: LockedArticle): void {
  if (matterCode !== article.matterCode) throw wrong('matterCode', `stays ${article.matterCode}`);
  if (kind !== article.kind) throw wrong('kind', `stays ${article.kind}`);
}
