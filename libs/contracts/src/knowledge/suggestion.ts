import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsDefined,
  IsISO8601,
  IsIn,
  IsInt,
  IsNumber,
  IsOptional,
  IsString,
  IsUUID,
  ValidateNested,
} from 'class-validator';
import { BilingualText } from '../text';
import { ARTICLE_KINDS, type ArticleKind } from './article';

export const MAX_SUGGESTIONS = 5;

/** An Answer that fits what the business has written, to be inserted as an `answer` card. */
export class SuggestedAnswer {
  @IsUUID()
  articleId!: string;

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

  @IsString()
  excerpt!: string;

  /** 0 to 1: how well the question is covered. */
  @IsNumber()
  score!: number;

  /** The words of the business that it answers to. */
  @IsArray()
  @IsString({ each: true })
  matched!: string[];

  /** It belongs to the matter of the conversation. */
  @IsBoolean()
  sameMatter!: boolean;

  @IsISO8601()
  effectiveAt!: string;
}

/** `upTo` is the sequence of the last message that they answer; none yet while it is 0. Best first. */
export class SuggestionsView {
  @IsUUID()
  conversationId!: string;

  @IsInt()
  upTo!: number;

  @IsArray()
  @ArrayMaxSize(MAX_SUGGESTIONS)
  @ValidateNested({ each: true })
  @Type(() => SuggestedAnswer)
  answers!: SuggestedAnswer[];

  @IsOptional()
  @IsISO8601()
  updatedAt!: string | null;
}
