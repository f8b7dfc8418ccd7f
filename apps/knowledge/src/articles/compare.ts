import { diffChars, diffLines, diffWordsWithSpace, type ChangeObject } from 'diff';
import {
  COMPARED_FIELDS,
  type ArticleBody,
  type ArticleTitle,
  type FieldDifference,
  type TextPart,
} from '#contracts';

interface Texts {
  title: ArticleTitle;
  body: ArticleBody;
}

/** More edits would take longer than a reader waits: then by lines, and if that is too many, the one text after the other. */
const MAX_EDITS = 1_000;

/** The texts that differ: Chinese by characters, English by words. */
export function compareTexts(from: Texts, to: Texts): FieldDifference[] {
  return COMPARED_FIELDS.flatMap((field) => {
    const [part, language] = field.split('.') as ['title' | 'body', 'zh' | 'en'];
    const [before, after] = [from[part][language], to[part][language]];
    return before === after ? [] : [{ field, parts: compare(before, after, language) }];
  });
}

function compare(before: string, after: string, language: 'zh' | 'en'): TextPart[] {
  const difference = language === 'zh' ? diffChars : diffWordsWithSpace;
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
