import { createHash } from 'node:crypto';
import type { BilingualText } from '#contracts';

export const LANGUAGES = ['zh', 'en'] as const;

/** An article as readers see it. */
export interface Wording {
  id: string;
  version: number;
  title: BilingualText;
  body: BilingualText;
}

/** What is embedded of an article in one language; the same text has the same digest. */
export interface EmbeddedText {
  articleId: string;
  version: number;
  language: (typeof LANGUAGES)[number];
  text: string;
  digest: Buffer;
}

/** Title and beginning of an article in each language that it is written in; Chinese always is. */
export function embeddedTexts({ id, version, title, body }: Wording, maxCharacters: number): EmbeddedText[] {
  return LANGUAGES.filter((language) => language === 'zh' || body[language].trim() !== '').map((language) => {
    const text = `${title[language]}\n${body[language]}`.trim().slice(0, maxCharacters).toWellFormed();
    return { articleId: id, version, language, text, digest: createHash('sha256').update(text).digest() };
  });
}
