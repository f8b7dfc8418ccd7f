import { DatabaseEnv } from '#config';
import { TRANSLATION_LANGUAGES, type TranslationLanguage } from '#contracts';
import { Transform, Type } from 'class-transformer';
import {
  IsIn,
  IsInt,
  IsNumber,
  IsOptional,
  IsString,
  IsUrl,
  Length,
  Max,
  MaxLength,
  Min,
  ValidateIf,
} from 'class-validator';

export class KnowledgeEnv extends DatabaseEnv {
  /** Base64 of an Ed25519 SPKI DER. */
  @IsString()
  SESSION_PUBLIC_KEY!: string;
}

export class KnowledgeSeedEnv extends DatabaseEnv {
  /** Folder of the catalogue's *.yaml files. */
  @IsString()
  CATALOGUE_DIR!: string;
}

/** An endpoint that speaks OpenAI's embeddings protocol; without a URL searches are not re-ranked. */
export class EmbeddingEnv {
  /** Its base, such as https://host/v1. */
  @IsOptional()
  @IsUrl({ require_tld: false, protocols: ['http', 'https'], require_protocol: true })
  EMBEDDING_URL?: string;

  @ValidateIf(({ EMBEDDING_URL }: EmbeddingEnv) => EMBEDDING_URL !== undefined)
  @IsString()
  @Length(1, 200)
  EMBEDDING_MODEL = '';

  /** Sent as a bearer token. */
  @IsOptional()
  @IsString()
  EMBEDDING_KEY?: string;

  /** Of one call. */
  @Type(() => Number)
  @IsInt()
  @Min(50)
  @Max(60_000)
  EMBEDDING_TIMEOUT_MS = 10_000;

  /** How long a search waits for the vector of its question. */
  @Type(() => Number)
  @IsInt()
  @Min(10)
  @Max(5_000)
  EMBEDDING_BUDGET_MS = 120;

  /** Texts in one call. */
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(256)
  EMBEDDING_BATCH = 16;

  /** What of an article is sent; a model that takes 512 tokens needs fewer. */
  @Type(() => Number)
  @IsInt()
  @Min(50)
  @Max(20_000)
  EMBEDDING_MAX_CHARACTERS = 2_000;

  /** What the meaning counts beside the words: 0 nothing, 1 everything. `npm run knowledge -- eval` measures it. */
  @Type(() => Number)
  @IsNumber()
  @Min(0)
  @Max(1)
  EMBEDDING_WEIGHT = 0.3;

  /** Put before each question, where the model's description asks for it. */
  @IsString()
  @MaxLength(500)
  EMBEDDING_QUERY_PREFIX = '';
}

export class ArticleEnv {
  /** Into which articles are translated, such as `en,ja,ko`. */
  @Transform(({ value }: { value: unknown }) =>
    typeof value === 'string' ? value.split(',').map((language) => language.trim()) : value,
  )
  @IsIn(TRANSLATION_LANGUAGES, {
    each: true,
    message: `ARTICLE_LANGUAGES must list languages of ${TRANSLATION_LANGUAGES.join(', ')}`,
  })
  ARTICLE_LANGUAGES: TranslationLanguage[] = [...TRANSLATION_LANGUAGES];
}
