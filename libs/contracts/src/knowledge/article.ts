import {
  IsDefined,
  IsISO8601,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Max,
  MaxLength,
  ValidateNested,
} from 'class-validator';
import { Type } from 'class-transformer';
import { MAX_INTEGER, PageRequest, pageOf } from '../paging';
import { BilingualText } from '../text';

export const ARTICLE_KINDS = ['guide', 'question'] as const;
export type ArticleKind = (typeof ARTICLE_KINDS)[number];

/** One version of an article: the approved wording of a reply. */
export class ArticleView {
  @IsUUID()
  id!: string;

  @IsInt()
  version!: number;

  @IsString()
  matterCode!: string;

  @IsIn(ARTICLE_KINDS)
  kind!: ArticleKind;

  @IsDefined()
  @ValidateNested()
  @Type(() => BilingualText)
  title!: BilingualText;

  @IsDefined()
  @ValidateNested()
  @Type(() => BilingualText)
  body!: BilingualText;

  @IsISO8601()
  updatedAt!: string;

  /** How often it has been quoted in conversations. */
  @IsInt()
  quoted!: number;
}

export class ListArticles extends PageRequest {
  @IsOptional()
  @IsString()
  @MaxLength(20)
  matterCode?: string;

  @IsOptional()
  @IsIn(ARTICLE_KINDS)
  kind?: ArticleKind;
}

export class ArticlePage extends pageOf(ArticleView) {}

export class GetArticle {
  @IsUUID()
  id!: string;

  /** The current version when left out. */
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Max(MAX_INTEGER)
  version?: number;
}

/** Creates an article, or with the `id` of one, its next version. */
export class SaveArticle {
  @IsOptional()
  @IsUUID()
  id?: string;

  @IsString()
  @MaxLength(20)
  matterCode!: string;

  @IsIn(ARTICLE_KINDS)
  kind!: ArticleKind;

  @IsDefined()
  @ValidateNested()
  @Type(() => BilingualText)
  title!: BilingualText;

  @IsDefined()
  @ValidateNested()
  @Type(() => BilingualText)
  body!: BilingualText;

  @IsString()
  @Length(1, 64)
  idempotencyKey!: string;
}
