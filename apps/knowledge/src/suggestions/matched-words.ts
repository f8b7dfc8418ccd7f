const MAX_WORDS = 8;
const MIN_LENGTH = 2;
const MAX_LENGTH = 8;
/** Words do not begin or end with these. */
const EDGES = '的了吗呢啊吧么我你您们是在有和与及或就都也还又要会能该请个些点把被给让对为从到向怎如何什';

/**
 * The words of the question that the Answer's text holds, the longest first: what the two share in runs of at least two
 * characters, or whole Latin words and numbers.
 */
export function matchedWords(question: string, answer: string): string[] {
  const text = plain(answer);
  const found: string[] = [];
  for (const part of plain(question).split(' ')) {
    if (/^[a-z0-9]+$/.test(part)) {
      if (part.length >= MIN_LENGTH && text.split(' ').includes(part)) found.push(part);
    } else found.push(...runsIn(part, text));
  }
  return [...new Set(found)].sort((a, b) => b.length - a.length).slice(0, MAX_WORDS);
}

/** Lower case, and spaces for all that is no letter or digit and between scripts. */
const plain = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .replace(/(?<=[a-z0-9])(?=[^a-z0-9 ])|(?<=[^a-z0-9 ])(?=[a-z0-9])/g, ' ')
    .trim();

function runsIn(part: string, text: string): string[] {
  const runs: string[] = [];
  for (let start = 0; start < part.length;) {
    let end = start;
    while (end < part.length && end - start < MAX_LENGTH && text.includes(part.slice(start, end + 1)))
      end += 1;
    const run = trimmed(part.slice(start, end));
    if (run.length >= MIN_LENGTH) runs.push(run);
    start = Math.max(end, start + 1);
  }
  return runs;
}

function trimmed(run: string): string {
  let [start, end] = [0, run.length];
  while (start < end && EDGES.includes(run.charAt(start))) start += 1;
  while (end > start && EDGES.includes(run.charAt(end - 1))) end -= 1;
  return run.slice(start, end);
}
