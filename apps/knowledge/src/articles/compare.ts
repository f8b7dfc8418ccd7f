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

/** More edits, or more time for all texts together, a reader does not wait for: then by lines, and if that is too many, the one text after the other. */
const MAX_EDITS = 1_000;
const WITHIN_MS = 2_000;

/** The texts that differ: by words, by characters where words are not apart. Others go on meanwhile. */
export async function compareTexts(from: Texts, to: Texts): Promise<FieldDifference[]> {
  const until = Date.now() + WITHIN_MS;
  const differences: FieldDifference[] = [];
  for (const field of COMPARED_FIELDS) {
    const [part, language] = field.split('.') as ['title' | 'body', Language];
    const [before, after] = [textIn(from, part, language), textIn(to, part, language)];
    if (before !== after) differences.push({ field, parts: await compare(before, after, language, until) });
  }
  return differences;
}

const textIn = (texts: Texts, part: 'title' | 'body', language: Language): string =>
  language === 'zh' || language === 'en'
    ? texts[part][language]
    : (texts.texts?.find((text) => text.language === language)?.[part] ?? '');

async function compare(
  before: string,
  after: string,
  language: Language,
  until: number,
): Promise<TextPart[]> {
  const changes =
    (await changesBy(UNSPACED.has(language) ? diffChars : diffWordsWithSpace, before, after, until)) ??
    (await changesBy(diffLines, before, after, until));
  if (changes) return changes.map(toPart);
  return [
    { kind: 'removed', text: before },
    { kind: 'added', text: after },
  ];
}

type Changes = ChangeObject<string>[] | undefined;
type Bound = { maxEditLength: number; timeout: number };

/** A little at a time; none where there are too many. */
function changesBy(
  difference: (
    before: string,
    after: string,
    options: Bound & { callback: (changes: Changes) => void },
  ) => void,
  before: string,
  after: string,
  until: number,
): Promise<Changes> {
  const bound = { maxEditLength: MAX_EDITS, timeout: until - Date.now() };
  return new Promise((callback) => difference(before, after, { ...bound, callback }));
}

const toPart = ({ added, removed, value }: ChangeObject<string>): TextPart => ({
  kind: added ? 'added' : removed ? 'removed' : 'same',
  text: value,
});
