import { isDeepStrictEqual } from 'node:util';
import type { ArticleBody, ArticleDraft, ArticleTitle, TranslationState } from '#contracts';

/** The texts of a version, and which Chinese wording they are: the Chinese ones are counted from 1. */
export interface Wording {
  title: ArticleTitle;
  body: ArticleBody;
  wording: number;
  /** The Chinese wording that the English renders. */
  englishOf: number;
}

/**
 * Numbers new texts after those they are based on: other Chinese is the next wording; other English, or English that
 * was checked, renders the present one; English left as it was stays with the wording it was made for.
 */
export function nextWording(
  base: Wording | undefined,
  { title, body }: Pick<ArticleDraft, 'title' | 'body'>,
  englishChecked = false,
): Wording {
  if (!base) return { title, body, wording: 1, englishOf: 1 };
  const isSame = (language: 'zh' | 'en'): boolean =>
    base.title[language] === title[language] && base.body[language] === body[language];
  const wording = isSame('zh') ? base.wording : base.wording + 1;
  return { title, body, wording, englishOf: isSame('en') && !englishChecked ? base.englishOf : wording };
}

export const translationsOf = ({
  wording,
  englishOf,
}: Pick<Wording, 'wording' | 'englishOf'>): TranslationState[] => [
  { language: 'en', of: englishOf, behind: englishOf < wording },
];

/** Whether the texts are the same, letter by letter. */
export const hasSameText = (
  a: Pick<Wording, 'title' | 'body'>,
  b: Pick<Wording, 'title' | 'body'>,
): boolean => isDeepStrictEqual(plain(a), plain(b));

const plain = ({ title, body }: Pick<Wording, 'title' | 'body'>) => [title.zh, title.en, body.zh, body.en];
