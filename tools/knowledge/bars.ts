/** One question asked of the index. */
export interface Asked {
  /** Of the first hit, and whether it is of the question's matter; undefined where nothing was found. */
  best: { score: number; isRight: boolean } | undefined;
  /** Of the first hit that is not of the question's matter: what would be found if nothing had been written about it. */
  elsewhere: number | undefined;
}

/** What a bar would do, as shares of all questions. */
export interface Bar {
  bar: number;
  /** Something is shown, and it is of the right matter. */
  right: number;
  /** Something is shown, and it is of another matter. */
  wrong: number;
  /** Of what is shown, the right. */
  precision: number | null;
  /** Something would be shown although there is no Answer. */
  inVain: number;
}

const STEP = 0.05;

/** From nothing refused to only the best possible score, which is 1. */
export function barsOf(asked: readonly Asked[]): Bar[] {
  const share = (count: number): number => count / Math.max(1, asked.length);
  return Array.from({ length: Math.round(1 / STEP) + 1 }, (_, step) => {
    const bar = Math.round(step * STEP * 100) / 100;
    const shown = asked.flatMap(({ best }) => (best && best.score >= bar ? best : []));
    const right = shown.filter(({ isRight }) => isRight).length;
    return {
      bar,
      right: share(right),
      wrong: share(shown.length - right),
      precision: shown.length > 0 ? right / shown.length : null,
      inVain: share(asked.filter(({ elsewhere }) => elsewhere !== undefined && elsewhere >= bar).length),
    };
  });
}

const percent = (value: number | null): string =>
  (value === null ? '–' : `${(value * 100).toFixed(1)} %`).padStart(11);

export const formatBars = (title: string, bars: readonly Bar[]): string[] => [
  title,
  `  bar${['right', 'wrong', 'precision', 'in vain'].map((name) => name.padStart(11)).join('')}`,
  ...bars.map(
    ({ bar, right, wrong, precision, inVain }) =>
      ` ${bar.toFixed(2)}${[right, wrong, precision, inVain].map(percent).join('')}`,
  ),
];
