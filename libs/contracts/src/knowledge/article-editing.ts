import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsDefined,
  IsIn,
  IsInt,
  IsISO8601,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import { MAX_INTEGER, PageRequest, pageOf } from '../paging';
import {
  ARTICLE_STATUSES,
  ArticleDraft,
  ArticleSummary,
  TRANSLATION_LANGUAGES,
  type ArticleStatus,
  type TranslationLanguage,
} from './article';
import { LANGUAGES, type Language } from '../text';

/** What is done to a version; what only the clock does is `take-effect`, `supersede` and `expire`. */
export const ARTICLE_ACTIONS = [
  'save',
  'submit',
  'return',
  'approve',
  'schedule',
  'take-effect',
  'supersede',
  'expire',
  'withdraw',
  'confirm',
] as const;
export type ArticleAction = (typeof ARTICLE_ACTIONS)[number];

/** Creates an article, or changes the draft of the one with this `id`; one that has no draft gets one. */
export class SaveArticle extends ArticleDraft {
  @IsOptional()
  @IsUUID()
  id?: string;

  /** Needed with an `id`: the revision that was read. CONFLICT when somebody was faster. */
  @IsOptional()
  @IsInt()
  @Max(MAX_INTEGER)
  revision?: number;

  /** Translations that were checked against this Chinese: left as they are they count as ones of it. */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(TRANSLATION_LANGUAGES.length)
  @IsIn(TRANSLATION_LANGUAGES, { each: true })
  checked?: TranslationLanguage[];

  @IsString()
  @Length(1, 64)
  idempotencyKey!: string;
}

/** A step of one version, by somebody who has seen the article in this revision. */
export class ArticleStep {
  @IsUUID()
  id!: string;

  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(MAX_INTEGER)
  version!: number;

  @IsInt()
  @Max(MAX_INTEGER)
  revision!: number;

  @IsOptional()
  @IsString()
  @MaxLength(1000)
  reason?: string;

  @IsString()
  @Length(1, 64)
  idempotencyKey!: string;
}

export class ApproveArticle extends ArticleStep {
  /** At once when past; left out, it waits until it is scheduled. */
  @IsOptional()
  @IsISO8601({ strict: true })
  @MaxLength(40)
  effectiveFrom?: string;
}

export class ScheduleArticle extends ArticleStep {
  @IsISO8601({ strict: true })
  @MaxLength(40)
  effectiveFrom!: string;
}

/** It still holds: look again by then. */
export class ConfirmArticle extends ArticleStep {
  @IsISO8601({ strict: true })
  @MaxLength(40)
  reviewBy!: string;
}

export class ListOfArticle extends PageRequest {
  @IsUUID()
  id!: string;
}

export class ArticleVersionView {
  @IsInt()
  version!: number;

  @IsIn(ARTICLE_STATUSES)
  status!: ArticleStatus;

  @IsOptional()
  @IsISO8601()
  effectiveFrom!: string | null;

  @IsOptional()
  @IsISO8601()
  expiresAt!: string | null;

  @IsISO8601()
  savedAt!: string;

  /** Null when it came with the catalogue. */
  @IsOptional()
  @IsString()
  savedBy!: string | null;
}

export class ArticleVersionPage extends pageOf(ArticleVersionView) {}

/** Something that was done: by whom (null: by the clock or the catalogue), when and why. */
export class ArticleEvent {
  @IsInt()
  version!: number;

  @IsIn(ARTICLE_ACTIONS)
  action!: ArticleAction;

  @IsOptional()
  @IsIn(ARTICLE_STATUSES)
  from!: ArticleStatus | null;

  @IsIn(ARTICLE_STATUSES)
  to!: ArticleStatus;

  @IsISO8601()
  at!: string;

  @IsOptional()
  @IsUUID()
  actorId!: string | null;

  @IsOptional()
  @IsString()
  actorName!: string | null;

  @IsOptional()
  @IsString()
  reason!: string | null;
}

export class ArticleHistory extends pageOf(ArticleEvent) {}

export class CompareArticle {
  @IsUUID()
  id!: string;

  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(MAX_INTEGER)
  from!: number;

  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(MAX_INTEGER)
  to!: number;
}

export const DIFFERENCE_KINDS = ['same', 'removed', 'added'] as const;

export class TextPart {
  @IsIn(DIFFERENCE_KINDS)
  kind!: (typeof DIFFERENCE_KINDS)[number];

  @IsString()
  text!: string;
}

/** Such as `title.zh` and `body.ja`. */
export const COMPARED_FIELDS = (['title', 'body'] as const).flatMap((part) =>
  LANGUAGES.map((language) => `${part}.${language}` as const),
);
export type ComparedField = `${'title' | 'body'}.${Language}`;

/** A text that differs: word by word, and character by character where words are not apart. */
export class FieldDifference {
  @IsIn(COMPARED_FIELDS)
  field!: ComparedField;

  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => TextPart)
  parts!: TextPart[];
}

export class ArticleComparison {
  @IsInt()
  from!: number;

  @IsInt()
  to!: number;

  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => FieldDifference)
  differences!: FieldDifference[];
}

/** Versions that wait for somebody. */
export const WORKING_STATUSES = ['draft', 'in-review', 'approved', 'scheduled'] as const;

/** The longest waiting first. */
export class ListWork extends PageRequest {
  @IsIn(WORKING_STATUSES)
  status!: (typeof WORKING_STATUSES)[number];

  @IsOptional()
  @IsString()
  @MaxLength(20)
  agencyCode?: string;
}

export class WorkPage extends pageOf(ArticleSummary) {}

/** What holds now and must be looked at, or ends, within so many days; what is overdue comes first. */
export class ListDue extends PageRequest {
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(0)
  @Max(366)
  withinDays?: number;

  @IsOptional()
  @IsString()
  @MaxLength(20)
  agencyCode?: string;
}

export const DUE_REASONS = ['overdue', 'review', 'expiry'] as const;

export class DueArticle {
  @IsIn(DUE_REASONS)
  reason!: (typeof DUE_REASONS)[number];

  @IsISO8601()
  at!: string;

  @IsDefined()
  @ValidateNested()
  @Type(() => ArticleSummary)
  article!: ArticleSummary;
}

export class DuePage extends pageOf(DueArticle) {}
