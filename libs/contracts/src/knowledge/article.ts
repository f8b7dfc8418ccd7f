import {
  ArrayMaxSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsDefined,
  IsISO8601,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  IsUUID,
  IsUrl,
  Length,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import { Type } from 'class-transformer';
import { MAX_INTEGER, PageRequest, pageOf } from '../paging';
import { LANGUAGES, type Language } from '../text';

export const ARTICLE_KINDS = ['guide', 'question'] as const;
export type ArticleKind = (typeof ARTICLE_KINDS)[number];

/**
 * The life of a version: written (`draft`), with a reviewer (`in-review`, then `approved` or `returned`), waiting for its
 * day (`scheduled`), what readers see (`effective`), and over (`superseded` by another version, `expired`, `withdrawn`).
 */
export const ARTICLE_STATUSES = [
  'draft',
  'in-review',
  'returned',
  'approved',
  'scheduled',
  'effective',
  'superseded',
  'expired',
  'withdrawn',
] as const;
export type ArticleStatus = (typeof ARTICLE_STATUSES)[number];

export const MAX_TITLE_LENGTH = 500;
export const MAX_BODY_LENGTH = 20_000;
export const MAX_SOURCES = 20;

/** Chinese is the original; an empty English text is one that is not written yet. */
export class ArticleTitle {
  @IsString()
  @Length(1, MAX_TITLE_LENGTH)
  zh!: string;

  @IsString()
  @MaxLength(MAX_TITLE_LENGTH)
  en!: string;
}

/** Markdown in both languages; as `html`, what it renders to. */
export class ArticleBody {
  @IsString()
  @Length(1, MAX_BODY_LENGTH)
  zh!: string;

  @IsString()
  @MaxLength(MAX_BODY_LENGTH)
  en!: string;
}

/** What an article may be translated into: every language of the seats. Which of them are used, a setting says. */
export const TRANSLATION_LANGUAGES = LANGUAGES.filter((language) => language !== 'zh');
export type TranslationLanguage = Exclude<Language, 'zh'>;

/** Those beside English, whose text stands with the Chinese. */
export const OTHER_LANGUAGES = TRANSLATION_LANGUAGES.filter((language) => language !== 'en');
export type OtherLanguage = Exclude<TranslationLanguage, 'en'>;

/** An article in one more language. */
export class ArticleText {
  @IsIn(OTHER_LANGUAGES)
  language!: OtherLanguage;

  @IsString()
  @Length(1, MAX_TITLE_LENGTH)
  title!: string;

  /** Markdown. */
  @IsString()
  @Length(1, MAX_BODY_LENGTH)
  body!: string;
}

export class ArticleTextView extends ArticleText {
  /** The body rendered: safe to show as it is. */
  @IsString()
  html!: string;
}

export class ArticleHtml {
  @IsString()
  zh!: string;

  @IsString()
  en!: string;
}

export const SOURCE_KINDS = ['law', 'notice', 'link'] as const;

/** What an article rests on. */
export class ArticleSource {
  @IsIn(SOURCE_KINDS)
  kind!: (typeof SOURCE_KINDS)[number];

  @IsString()
  @Length(1, 300)
  title!: string;

  /** Such as 国令第746号. */
  @IsOptional()
  @IsString()
  @MaxLength(100)
  number?: string;

  @IsOptional()
  @IsISO8601({ strict: true })
  @MaxLength(40)
  date?: string;

  @IsOptional()
  @IsUrl({ protocols: ['http', 'https'], require_protocol: true })
  @MaxLength(1000)
  url?: string;
}

export class AttachmentView {
  @IsUUID()
  id!: string;

  @IsString()
  name!: string;

  @IsString()
  contentType!: string;

  /** In bytes. */
  @IsInt()
  size!: number;

  @IsString()
  sha256!: string;
}

/** Which Chinese wording a translation renders; the wordings of an article are counted from 1. */
export class TranslationState {
  @IsIn(TRANSLATION_LANGUAGES)
  language!: TranslationLanguage;

  @IsInt()
  of!: number;

  /** The Chinese has changed since. */
  @IsBoolean()
  behind!: boolean;
}

/** One version of an article without its text. */
export class ArticleSummary {
  @IsUUID()
  id!: string;

  @IsInt()
  version!: number;

  /** Counts up with everything that a person does to the article; named by who changes it next. */
  @IsInt()
  revision!: number;

  @IsString()
  matterCode!: string;

  /** The owner: the agency whose matter it is. */
  @IsString()
  agencyCode!: string;

  @IsIn(ARTICLE_KINDS)
  kind!: ArticleKind;

  @IsIn(ARTICLE_STATUSES)
  status!: ArticleStatus;

  @IsDefined()
  @ValidateNested()
  @Type(() => ArticleTitle)
  title!: ArticleTitle;

  /** The number of its Chinese wording. */
  @IsInt()
  wording!: number;

  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => TranslationState)
  translations!: TranslationState[];

  /** From when it holds, or has held; null while nobody has said. */
  @IsOptional()
  @IsISO8601()
  effectiveFrom!: string | null;

  @IsOptional()
  @IsISO8601()
  expiresAt!: string | null;

  /** By when somebody must have looked whether it still holds. */
  @IsOptional()
  @IsISO8601()
  reviewBy!: string | null;

  @IsISO8601()
  updatedAt!: string;
}

/** One version of an article: the approved wording of a reply. */
export class ArticleView extends ArticleSummary {
  @IsDefined()
  @ValidateNested()
  @Type(() => ArticleBody)
  body!: ArticleBody;

  /** The body rendered: safe to show as it is. */
  @IsDefined()
  @ValidateNested()
  @Type(() => ArticleHtml)
  html!: ArticleHtml;

  /** In languages beside Chinese and English. */
  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => ArticleTextView)
  texts!: ArticleTextView[];

  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => ArticleSource)
  sources!: ArticleSource[];

  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => AttachmentView)
  attachments!: AttachmentView[];

  /** How often this version has been quoted. */
  @IsInt()
  quoted!: number;
}

export class ListArticles extends PageRequest {
  @IsOptional()
  @IsString()
  @MaxLength(20)
  matterCode?: string;

  @IsOptional()
  @IsString()
  @MaxLength(20)
  agencyCode?: string;

  @IsOptional()
  @IsIn(ARTICLE_KINDS)
  kind?: ArticleKind;
}

export class ArticlePage extends pageOf(ArticleSummary) {}

export class GetArticle {
  @IsUUID()
  id!: string;

  /** What holds now when left out; where nothing does, those who write and review get the newest. */
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(MAX_INTEGER)
  version?: number;
}

/** An article as it is written: what a draft, an import and an export have in common. */
export class ArticleDraft {
  @IsString()
  @Length(1, 20)
  matterCode!: string;

  @IsIn(ARTICLE_KINDS)
  kind!: ArticleKind;

  @IsDefined()
  @ValidateNested()
  @Type(() => ArticleTitle)
  title!: ArticleTitle;

  @IsDefined()
  @ValidateNested()
  @Type(() => ArticleBody)
  body!: ArticleBody;

  /** All of those in languages beside Chinese and English, one for each; left out they stay as they are. */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(OTHER_LANGUAGES.length)
  @ArrayUnique((text: ArticleText) => text.language)
  @ValidateNested({ each: true })
  @Type(() => ArticleText)
  texts?: ArticleText[];

  @IsOptional()
  @IsArray()
  @ArrayMaxSize(MAX_SOURCES)
  @ValidateNested({ each: true })
  @Type(() => ArticleSource)
  sources?: ArticleSource[];

  @IsOptional()
  @IsISO8601({ strict: true })
  @MaxLength(40)
  expiresAt?: string | null;

  @IsOptional()
  @IsISO8601({ strict: true })
  @MaxLength(40)
  reviewBy?: string | null;
}
