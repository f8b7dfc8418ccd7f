import type { Excerpt } from '#contracts';
import { foldInPlace } from './fold-text';
import type { Query } from './query';

const LENGTH = 120;
const LEAD_IN = 15;
/** What is looked at of a long text. */
const SEARCHED = 8_000;

/** The part of a text that speaks most of the query, with the query's words in it marked. */
export function excerptOf(query: Query, text: string): Excerpt {
  const { folded, places } = foldInPlace(text.slice(0, SEARCHED));
  const marks = marksOf(query, folded);
  const start = bestStart(marks);
  const from = places[Math.max(0, start - LEAD_IN)] ?? 0;
  const to = wholeUntil(text, from + LENGTH);
  const highlights = marks
    .map(([first, last]) => ({ start: (places[first] ?? 0) - from, end: (places[last] ?? 0) - from }))
    .filter(({ start: first, end }) => first >= 0 && end <= to - from);
  return { text: text.slice(from, to), highlights };
}

/** The end or the place before, where a character of two units would be cut there. */
const wholeUntil = (text: string, end: number): number =>
  (text.codePointAt(end - 1) ?? 0) > 0xffff ? end - 1 : Math.min(text.length, end);

/** Where words of the query or synonyms of them stand, merged and in order. */
function marksOf(query: Query, text: string): [number, number][] {
  const parts = [...query.words, ...query.bigrams, ...query.synonyms.map(({ other }) => other)];
  const found = parts.flatMap((part) => {
    const spans: [number, number][] = [];
    for (let at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + 1))
      spans.push([at, at + part.length]);
    return spans;
  });
  const merged: [number, number][] = [];
  for (const [start, end] of found.sort((a, b) => a[0] - b[0] || a[1] - b[1])) {
    const last = merged.at(-1);
    if (last && start <= last[1]) last[1] = Math.max(last[1], end);
    else merged.push([start, end]);
  }
  return merged;
}

function bestStart(marks: readonly [number, number][]): number {
  let best = 0;
  let most = 0;
  marks.forEach(([start], index) => {
    let sum = 0;
    for (const [first, last] of marks.slice(index, index + 40)) {
      if (last > start + LENGTH - LEAD_IN) break;
      sum += last - first;
    }
    if (sum > most) [best, most] = [start, sum];
  });
  return best;
}
