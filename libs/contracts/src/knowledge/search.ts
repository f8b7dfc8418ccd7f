import { Type } from 'class-transformer';
import {
  IsArray,
  IsDefined,
  IsISO8601,
  IsIn,
  IsInt,
  IsNumber,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import { BilingualText } from '../text';
import { ARTICLE_KINDS, type ArticleKind } from './article';

/** Where the question is asked: articles of the matter and the agency come first among equals. */
export class SearchPlace {
  @IsOptional()
  @IsString()
  @MaxLength(20)
  matterCode?: string;

  @IsOptional()
  @IsString()
  @MaxLength(20)
  agencyCode?: string;
}

export const SEARCH_TEXT_MAX_LENGTH = 200;

const COURTESIES =
  /(您好|你好|在吗|在么|在不在|谢谢|多谢|感谢|麻烦(您|你)?|打扰(一下)?|请问(一下)?|我?想(问|咨询)(一下|下)?|好的|嗯+|\b(hello|hi|hey|thanks?|thank you|please|ok|okay)\b)/gi;

/** What is looked for when somebody has written `texts`, the newest first; empty when they are courtesies alone. */
export const searchTextOf = (texts: readonly string[]): string =>
  texts
    .map((text) => text.replace(COURTESIES, ' ').replace(/\s+/g, ' ').trim())
    .filter((text) => /[\p{L}\p{N}].*[\p{L}\p{N}]/u.test(text))
    .join(' ')
    .slice(0, SEARCH_TEXT_MAX_LENGTH);

export class SearchArticles {
  @IsString()
  @Length(1, SEARCH_TEXT_MAX_LENGTH)
  text!: string;

  @IsOptional()
  @ValidateNested()
  @Type(() => SearchPlace)
  near?: SearchPlace;

  @IsOptional()
  @IsIn(ARTICLE_KINDS)
  kind?: ArticleKind;

  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(50)
  limit?: number;
}

/** `score` says how well the question is covered, comparable across questions; `alike` folds near-duplicates. */
export class SearchHit {
  @IsUUID()
  id!: string;

  @IsInt()
  version!: number;

  @IsString()
  matterCode!: string;

  @IsString()
  agencyCode!: string;

  @IsIn(ARTICLE_KINDS)
  kind!: ArticleKind;

  @IsDefined()
  @ValidateNested()
  @Type(() => BilingualText)
  title!: BilingualText;

  @IsString()
  excerpt!: string;

  @IsNumber()
  score!: number;

  @IsInt()
  alike!: number;

  @IsISO8601()
  effectiveAt!: string;
}

export class SearchResult {
  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => SearchHit)
  hits!: SearchHit[];
}
