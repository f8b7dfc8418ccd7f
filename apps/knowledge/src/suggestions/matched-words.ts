const MAX_WORDS = 8;
const MIN_LENGTH = 2;
/** So many words in a row are shown as one at most. */
const MAX_RUN = 4;
/** Words that say nothing by themselves. */
const EMPTY: ReadonlySet<string> = new Set([
  ...'的了吗呢啊吧么我你您们是在有和与及或就都也还又要会能该请个些点把被给让对为从到向',
  ...['怎么', '怎样', '如何', '什么', '可以', '需要', '我们', '你们', '哪些', '的话'],
  ...['a', 'the', 'and', 'for', 'how', 'what', 'do', 'does', 'is', 'are', 'to', 'of', 'we', 'i'],
]);

const segmenter = new Intl.Segmenter('zh', { granularity: 'word' });

/** The words that the question and the Answer's text share, those in a row together, the longest first. */
export function matchedWords(question: string, answer: string): string[] {
  const text = ` ${wordsOf(answer).join(' ')} `;
  const words = wordsOf(question);
  const found = new Set<string>();
  for (let start = 0; start < words.length;) {
    let end = start;
    while (
      end < words.length &&
      end - start < MAX_RUN &&
      text.includes(` ${words.slice(start, end + 1).join(' ')} `)
    )
      end += 1;
    const run = joined(trimmed(words.slice(start, end)));
    if (run.length >= MIN_LENGTH) found.add(run);
    start = Math.max(end, start + 1);
  }
  return [...found].sort((a, b) => b.length - a.length).slice(0, MAX_WORDS);
}

const wordsOf = (text: string): string[] =>
  [...segmenter.segment(text.normalize('NFKC').toLowerCase())]
    .filter(({ isWordLike }) => isWordLike)
    .map(({ segment }) => segment);

const isEmpty = (word: string | undefined): boolean => word !== undefined && EMPTY.has(word);

function trimmed(run: readonly string[]): string[] {
  let [start, end] = [0, run.length];
  while (start < end && isEmpty(run[start])) start += 1;
  while (end > start && isEmpty(run[end - 1])) end -= 1;
  return run.slice(start, end);
}

/** Latin words stay apart. */
const joined = (words: readonly string[]): string =>
  words.join(' ').replace(/(?<=\P{ASCII}) | (?=\P{ASCII})/gu, '');
