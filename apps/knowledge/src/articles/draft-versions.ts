import type { ArticleDraft, Identity, TranslationLanguage } from '#contracts';
import type { ArticleVersion } from './article-version.entity';
import { optionalTime } from './dates';
import type { LockedArticle } from './versions.repository';
import { nextWording } from './wording';

/** What somebody has written. */
export type Text = Pick<ArticleDraft, 'title' | 'body' | 'texts'> &
  Pick<ArticleVersion, 'sources'> &
  Partial<Pick<ArticleVersion, 'expiresAt' | 'reviewBy'>>;

/** @throws AppError INVALID_ARGUMENT when a time is none. */
export const textOf = ({
  title,
  body,
  texts,
  sources,
  expiresAt,
  reviewBy,
}: Omit<ArticleDraft, 'matterCode' | 'kind'>): Text & Pick<ArticleVersion, 'expiresAt' | 'reviewBy'> => ({
  title,
  body,
  ...(texts ? { texts } : {}),
  sources: sources ?? [],
  expiresAt: optionalTime('expiresAt', expiresAt),
  reviewBy: optionalTime('reviewBy', reviewBy),
});

interface Options {
  /** The translations that were checked against the Chinese. */
  checked?: readonly TranslationLanguage[];
}

/** The draft that comes after the newest version of an article; it keeps its files. */
export function newVersion(
  { id, agencyCode }: Pick<LockedArticle, 'id' | 'agencyCode'>,
  latest: ArticleVersion | undefined,
  text: Text,
  author: Pick<Identity, 'partyId' | 'name'> | null,
  now: Date,
  { checked }: Options = {},
): ArticleVersion {
  return {
    ...nextWording(latest, text, checked),
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
  { checked }: Options = {},
): Partial<ArticleVersion> => ({
  ...nextWording(draft, text, checked),
  sources: text.sources,
  authors: [...new Set([...draft.authors, author.partyId])],
  savedAt: now,
  savedBy: author.partyId,
  savedByName: author.name,
  expiresAt: text.expiresAt ?? null,
  reviewBy: text.reviewBy ?? null,
});
