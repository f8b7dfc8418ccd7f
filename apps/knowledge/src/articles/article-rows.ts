import type {
  ArticleBody,
  ArticleKind,
  ArticleRecord,
  ArticleSource,
  ArticleStatus,
  ArticleSummary,
  ArticleTitle,
  ArticleView,
  AttachmentType,
  AttachmentView,
} from '#contracts';
import { renderMarkdown } from './markdown';
import { translationsOf, type RenderedText } from './wording';

/** A version with its article, without its text. */
export interface SummaryRow {
  id: string;
  version: number;
  revision: number;
  number: number;
  matterCode: string;
  agencyCode: string;
  kind: ArticleKind;
  status: ArticleStatus;
  title: ArticleTitle;
  wording: number;
  englishOf: number;
  /** Without the texts themselves where they are not read. */
  texts: (Pick<RenderedText, 'language' | 'of'> & Partial<RenderedText>)[];
  effectiveFrom: Date | null;
  tookEffectAt: Date | null;
  expiresAt: Date | null;
  reviewBy: Date | null;
  savedAt: Date;
}

interface TextRow extends SummaryRow {
  texts: RenderedText[];
  body: ArticleBody;
  sources: ArticleSource[];
}

export interface RecordRow extends TextRow {
  attachments: (AttachmentView & { contentType: AttachmentType })[];
}

export interface ArticleRow extends RecordRow {
  quoted: number;
}

const COLUMNS = `a.id, v.version, a.revision, a.number, a.matter_code AS "matterCode",
  a.agency_code AS "agencyCode", a.kind, v.status, v.title, v.wording, v.english_of AS "englishOf",
  v.effective_from AS "effectiveFrom", v.took_effect_at AS "tookEffectAt", v.expires_at AS "expiresAt",
  v.review_by AS "reviewBy", v.saved_at AS "savedAt"`;

export const SUMMARY_COLUMNS = `${COLUMNS},
  (SELECT coalesce(json_agg(json_build_object('language', t -> 'language', 'of', t -> 'of')), '[]')
     FROM jsonb_array_elements(v.texts) t) AS texts`;

/** With the files, in the order in which the version lists them. */
export const RECORD_COLUMNS = `${COLUMNS}, v.body, v.texts, v.sources,
  (SELECT coalesce(json_agg(json_build_object('id', f.id, 'name', f.name, 'contentType', f.content_type,
            'size', f.size, 'sha256', f.sha256) ORDER BY array_position(v.attachment_ids, f.id)), '[]')
     FROM article_attachments f WHERE f.id = ANY(v.attachment_ids)) AS attachments`;

export const ARTICLE_COLUMNS = `${RECORD_COLUMNS},
  coalesce((SELECT q.quoted FROM article_quote_counts q WHERE q.article_id = a.id AND q.version = v.version), 0) AS quoted`;

export const toSummary = (row: SummaryRow): ArticleSummary => ({
  id: row.id,
  version: row.version,
  revision: row.revision,
  matterCode: row.matterCode,
  agencyCode: row.agencyCode,
  kind: row.kind,
  status: row.status,
  title: row.title,
  wording: row.wording,
  translations: translationsOf(row),
  effectiveFrom: iso(row.effectiveFrom),
  expiresAt: iso(row.expiresAt),
  reviewBy: iso(row.reviewBy),
  updatedAt: row.savedAt.toISOString(),
});

export const toView = (row: ArticleRow): ArticleView => ({
  ...toSummary(row),
  body: row.body,
  html: { zh: renderMarkdown(row.body.zh), en: renderMarkdown(row.body.en) },
  texts: row.texts.map(({ of: _, ...text }) => ({ ...text, html: renderMarkdown(text.body) })),
  sources: row.sources,
  attachments: row.attachments,
  quoted: row.quoted,
});

export const toRecord = (row: RecordRow): ArticleRecord => ({
  id: row.id,
  revision: row.revision,
  matterCode: row.matterCode,
  kind: row.kind,
  title: row.title,
  body: row.body,
  ...(row.texts.length > 0 ? { texts: row.texts.map(({ of: _, ...text }) => text) } : {}),
  sources: row.sources,
  expiresAt: iso(row.expiresAt),
  reviewBy: iso(row.reviewBy),
  attachments: row.attachments.map(({ id, name, contentType, sha256 }) => ({
    id,
    name,
    contentType,
    sha256,
  })),
});

export const iso = (time: Date | null): string | null => time?.toISOString() ?? null;
