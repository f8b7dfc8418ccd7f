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

/** A text that says something. */
export const IsFilled = (): PropertyDecorator => Matches(/\S/, { message: '$property must not be blank' });

/** Five to twenty digits, in groups where one likes. */
export const IsPhone = (): PropertyDecorator =>
  Matches(/^\+?([0-9][ -]{0,2}){5,20}$/, { message: '$property must be a telephone number' });
