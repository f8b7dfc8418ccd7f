import { IsString, Matches, MaxLength } from 'class-validator';

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

/** Neither a space nor one of the characters that take no place, such as U+200B. */
const VISIBLE = /[^\s\u00AD\u200B-\u200F\u202A-\u202E\u2060-\u206F\u3164\uFE00-\uFE0F]/;

/** A text that says something. */
export const IsFilled = (): PropertyDecorator => Matches(VISIBLE, { message: '$property must not be blank' });

/** Five to twenty digits, in groups where one likes. */
export const IsPhone = (): PropertyDecorator =>
  Matches(/^\+?([0-9][ -]{0,2}){5,20}$/, { message: '$property must be a telephone number' });
