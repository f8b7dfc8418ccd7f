import { isDeepStrictEqual } from 'node:util';
import type {
  ArticleBody,
  ArticleDraft,
  ArticleText,
  ArticleTitle,
  TranslationLanguage,
  TranslationState,
} from '#contracts';

/** A translation, and the Chinese wording that it renders. */
export interface RenderedText extends ArticleText {
  of: number;
}

/** The texts of a version, and which Chinese wording they are: the Chinese ones are counted from 1. */
export interface Wording {
  title: ArticleTitle;
  body: ArticleBody;
  wording: number;
  /** The Chinese wording that the English renders. */
  englishOf: number;
  /** Sorted by language. */
  texts: RenderedText[];
}

/**
 * Numbers new texts after those they are based on: other Chinese is the next wording; another translation, or one that
 * was checked, renders the present one; a translation left as it was stays with the wording it was made for.
 */
export function nextWording(
  base: Wording | undefined,
  { title, body, texts = base?.texts ?? [] }: Pick<ArticleDraft, 'title' | 'body' | 'texts'>,
  checked: readonly TranslationLanguage[] = [],
): Wording {
  const isSame = (language: 'zh' | 'en'): boolean =>
    base?.title[language] === title[language] && base.body[language] === body[language];
  const wording = base ? (isSame('zh') ? base.wording : base.wording + 1) : 1;
  const englishOf = base && isSame('en') && !checked.includes('en') ? base.englishOf : wording;
  const rendered = texts.map(({ language, title: name, body: text }): RenderedText => {
    const before = base?.texts.find((one) => one.language === language);
    const isKept = before?.title === name && before.body === text && !checked.includes(language);
    return { language, title: name, body: text, of: isKept ? before.of : wording };
  });
  rendered.sort((a, b) => (a.language < b.language ? -1 : 1));
  return { title, body, wording, englishOf, texts: rendered };
}

/** An old wording after the newest one: a translation that was behind its Chinese stays behind. */
export function restoredWording(latest: Wording, old: Wording): Wording {
  const next = nextWording(latest, old, upToDate(old));
  const ofOld = new Map(
    translationsOf(old).flatMap(({ language, of, behind }) => (behind ? [[language, of] as const] : [])),
  );
  return {
    ...next,
    englishOf: ofOld.get('en') ?? next.englishOf,
    texts: next.texts.map((text) => ({ ...text, of: ofOld.get(text.language) ?? text.of })),
  };
}

/** English first. */
export const translationsOf = ({
  wording,
  englishOf,
  texts,
}: Pick<Wording, 'wording' | 'englishOf'> & { texts: readonly Pick<RenderedText, 'language' | 'of'>[] }) =>
  [{ language: 'en' as const, of: englishOf }, ...texts].map(({ language, of }): TranslationState => ({
    language,
    of,
    behind: of < wording,
  }));

/** The translations that render the present Chinese. */
export const upToDate = (wording: Wording): TranslationLanguage[] =>
  translationsOf(wording).flatMap(({ language, behind }) => (behind ? [] : language));

/** Whether the texts say the same, whatever ends their lines and stands around them; other languages that are left out stay. */
export const hasSameText = (
  a: Pick<Wording, 'title' | 'body' | 'texts'>,
  b: Pick<ArticleDraft, 'title' | 'body' | 'texts'>,
): boolean => isDeepStrictEqual(plain(a), plain({ ...b, texts: b.texts ?? a.texts }));

const plain = ({ title, body, texts = [] }: Pick<ArticleDraft, 'title' | 'body' | 'texts'>) => [
  ...[title.zh, title.en, body.zh, body.en].map(bare),
  ...texts.map((text) => [text.language, bare(text.title), bare(text.body)].join('\n')).sort(),
];

const bare = (text: string): string => text.replaceAll(/\r\n?/g, '\n').trim();
