import { diffChars, diffLines, diffWordsWithSpace, type ChangeObject } from 'diff';
import {
  COMPARED_FIELDS,
  type ArticleDraft,
  type FieldDifference,
  type Language,
  type TextPart,
} from '#contracts';

type Texts = Pick<ArticleDraft, 'title' | 'body' | 'texts'>;

/** Languages that are written without spaces between words. */
const UNSPACED: ReadonlySet<Language> = new Set(['zh', 'ja', 'th', 'km', 'lo', 'my']);

/** More edits would take longer than a reader waits: then by lines, and if that is too many, the one text after the other. */
const MAX_EDITS = 1_000;

/** The texts that differ: by words, by characters where words are not apart. */
export function compareTexts(from: Texts, to: Texts): FieldDifference[] {
  return COMPARED_FIELDS.flatMap((field) => {
    const [part, language] = field.split('.') as ['title' | 'body', Language];
    const [before, after] = [textIn(from, part, language), textIn(to, part, language)];
    return before === after ? [] : [{ field, parts: compare(before, after, language) }];
  });
}

const textIn = (texts: Texts, part: 'title' | 'body', language: Language): string =>
  language === 'zh' || language === 'en'
    ? texts[part][language]
    : (texts.texts?.find((text) => text.language === language)?.[part] ?? '');

function compare(before: string, after: string, language: Language): TextPart[] {
  const difference = UNSPACED.has(language) ? diffChars : diffWordsWithSpace;
  const bound = { maxEditLength: MAX_EDITS };
  const changes = difference(before, after, bound) ?? diffLines(before, after, bound);
  if (changes) return changes.map(toPart);
  return [
    { kind: 'removed', text: before },
    { kind: 'added', text: after },
  ];
}

const toPart = ({ added, removed, value }: ChangeObject<string>): TextPart => ({
  kind: added ? 'added' : removed ? 'removed' : 'same',
  text: value,
});
