import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsBoolean,
  IsDefined,
  IsIn,
  IsInt,
  IsISO8601,
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

/** A search among the effective articles; `nearMatterCode` and `nearAgencyCode` say where the question comes from and raise what belongs there. */
export class SearchArticles {
  @IsString()
  @Length(1, 200)
  text!: string;

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

  @IsOptional()
  @IsString()
  @MaxLength(20)
  nearMatterCode?: string;

  @IsOptional()
  @IsString()
  @MaxLength(20)
  nearAgencyCode?: string;

  /** Of the excerpts; Chinese where left out. */
  @IsOptional()
  @IsIn(['zh', 'en'])
  language?: 'zh' | 'en';

  @IsOptional()
  @IsString()
  @MaxLength(100)
  cursor?: string;

  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(50)
  limit?: number;
}

/** Half-open, in UTF-16 code units. */
export class TextRange {
  @IsInt()
  start!: number;

  @IsInt()
  end!: number;
}

/** A piece of text with what was searched in it. */
export class Excerpt {
  @IsString()
  text!: string;

  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => TextRange)
  highlights!: TextRange[];
}

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

  @IsDefined()
  @ValidateNested()
  @Type(() => Excerpt)
  excerpt!: Excerpt;

  /** 0 to 1: how much of what was asked the article speaks of; comparable from one query to another. */
  @IsNumber()
  score!: number;

  /** Articles that say nearly the same and are not listed themselves. */
  @IsUUID(undefined, { each: true })
  alike!: string[];

  @IsISO8601()
  effectiveAt!: string;
}

export class SearchCount {
  @IsString()
  value!: string;

  @IsInt()
  count!: number;
}

/** How many of the hits have each value, most first. */
export class SearchCounts {
  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => SearchCount)
  agencies!: SearchCount[];

  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => SearchCount)
  matters!: SearchCount[];

  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => SearchCount)
  kinds!: SearchCount[];
}

export class SearchResult {
  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => SearchHit)
  hits!: SearchHit[];

  @IsDefined()
  @ValidateNested()
  @Type(() => SearchCounts)
  counts!: SearchCounts;

  /** What was searched instead, when a misspelling was repaired. */
  @IsOptional()
  @IsString()
  corrected?: string;

  /** Whether the meaning had a say in the order beside the words; left out where no embedding endpoint is configured. */
  @IsOptional()
  @IsBoolean()
  reranked?: boolean;

  @IsOptional()
  @IsString()
  nextCursor?: string;
}

export class SuggestSearches {
  @IsString()
  @Length(1, 50)
  text!: string;

  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(20)
  limit?: number;
}

/** What somebody who types may be about to search. */
export class SearchSuggestions {
  @IsString({ each: true })
  items!: string[];
}

export const MAX_SYNONYMS = 5_000;
export const MAX_SYNONYM_LENGTH = 30;

/** `word` is understood as `meaning`; all words of one meaning are synonyms. */
export class SynonymView {
  @IsString()
  @Length(1, MAX_SYNONYM_LENGTH)
  word!: string;

  @IsString()
  @Length(1, MAX_SYNONYM_LENGTH)
  meaning!: string;
}

export class SynonymList {
  @IsArray()
  @ArrayMaxSize(MAX_SYNONYMS)
  @ValidateNested({ each: true })
  @Type(() => SynonymView)
  items!: SynonymView[];
}

/** Sets the meanings of words. All of them or none; refused rows are named in the error's `fields`, such as `items[3].meaning`. */
export class SaveSynonyms {
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MAX_SYNONYMS)
  @ValidateNested({ each: true })
  @Type(() => SynonymView)
  items!: SynonymView[];
}

export class DeleteSynonym {
  @IsString()
  @Length(1, MAX_SYNONYM_LENGTH)
  word!: string;
}
