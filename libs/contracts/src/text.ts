import { IsString, MaxLength } from 'class-validator';

/** One text in the two languages of the product. */
export class BilingualText {
  @IsString()
  @MaxLength(4000)
  zh!: string;

  @IsString()
  @MaxLength(4000)
  en!: string;
}

/** BCP 47 tags of the languages that seats may speak; the hotline offers 18. */
export const LANGUAGES = [
  'zh',
  'en',
  'ja',
  'ko',
  'fr',
  'de',
  'es',
  'ru',
  'it',
  'pt',
  'ar',
  'th',
  'vi',
  'id',
  'ms',
  'km',
  'lo',
  'my',
] as const;
export type Language = (typeof LANGUAGES)[number];
