import { DatabaseEnv } from '#config';
import { TRANSLATION_LANGUAGES, type TranslationLanguage } from '#contracts';
import { Transform } from 'class-transformer';
import { IsIn, IsString } from 'class-validator';

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
