import type { Identity } from '#contracts';
import type { ArticleVersion } from './article-version.entity';
import type { LockedArticle } from './versions.repository';
import { nextWording, type Wording } from './wording';

/** What somebody has written. */
export type Text = Pick<Wording, 'title' | 'body'> &
  Pick<ArticleVersion, 'sources'> &
  Partial<Pick<ArticleVersion, 'expiresAt' | 'reviewBy'>>;

interface Options {
  englishChecked?: boolean;
}

/** The draft that comes after the newest version of an article; it keeps its files. */
export function newVersion(
  { id, agencyCode }: Pick<LockedArticle, 'id' | 'agencyCode'>,
  latest: ArticleVersion | undefined,
  text: Text,
  author: Pick<Identity, 'partyId' | 'name'> | null,
  now: Date,
  { englishChecked }: Options = {},
): ArticleVersion {
  return {
    ...nextWording(latest, text, englishChecked),
    articleId: id,
    version: (latest?.version ?? 0) + 1,
    status: 'draft',
    agencyCode,
    sources: text.sources,
    attachmentIds: latest?.attachmentIds ?? [],
    authors: author ? [author.partyId] : [],
    savedAt: now,
    savedBy: author?.partyId ?? null,
    savedByName: author?.name ?? null,
    idempotencyKey: null,
    effectiveFrom: null,
    tookEffectAt: null,
    expiresAt: text.expiresAt ?? null,
    reviewBy: text.reviewBy ?? null,
    dueAt: null,
  };
}

/** What changes in a draft that somebody goes on writing. */
export const changedDraft = (
  draft: ArticleVersion,
  text: Text,
  author: Pick<Identity, 'partyId' | 'name'>,
  now: Date,
  { englishChecked }: Options = {},
): Partial<ArticleVersion> => ({
  ...nextWording(draft, text, englishChecked),
  sources: text.sources,
  authors: [...new Set([...draft.authors, author.partyId])],
  savedAt: now,
  savedBy: author.partyId,
  savedByName: author.name,
  expiresAt: text.expiresAt ?? null,
  reviewBy: text.reviewBy ?? null,
});
