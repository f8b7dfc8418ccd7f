import type { Lesson } from './boosting';

const ROUNDS = 150;
const STEP = 0.1;
/** What keeps weights small, per standard deviation of a column. */
const SHRINKAGE = 0.02;

/** What each column counts so that together they put the right candidates first: a softmax over the candidates of each question. */
export function regress(lessons: readonly Lesson[]): number[] {
  const rows = lessons.flatMap(({ rows: of }) => of);
  const width = rows[0]?.length ?? 0;
  const spread = Array.from({ length: width }, (_, column) => spreadOf(rows.map((row) => row[column] ?? 0)));
  const weights = new Float64Array(width);
  const mean = new Float64Array(width);
  const square = new Float64Array(width);
  for (let round = 1; round <= ROUNDS; round += 1) {
    const slope = slopeOf(lessons, weights, spread);
    // Adam, with a step that shrinks to a tenth.
    const step = STEP * (1 - (0.9 * round) / ROUNDS);
    for (let column = 0; column < width; column += 1) {
      const g = (slope[column] ?? 0) / lessons.length + SHRINKAGE * (weights[column] ?? 0);
      mean[column] = 0.9 * (mean[column] ?? 0) + 0.1 * g;
      square[column] = 0.99 * (square[column] ?? 0) + 0.01 * g ** 2;
      const [m, s] = [(mean[column] ?? 0) / (1 - 0.9 ** round), (square[column] ?? 0) / (1 - 0.99 ** round)];
      weights[column] = (weights[column] ?? 0) - (step * m) / (Math.sqrt(s) + 1e-6);
    }
  }
  return Array.from(weights, (weight, column) => Math.round((1000 * weight) / (spread[column] ?? 1)) / 1000);
}

function slopeOf(lessons: readonly Lesson[], weights: Float64Array, spread: readonly number[]): Float64Array {
  const slope = new Float64Array(weights.length);
  for (const { rows, right } of lessons) {
    const scores = rows.map((row) =>
      row.reduce((sum, of, column) => sum + (of * (weights[column] ?? 0)) / (spread[column] ?? 1), 0),
    );
    const most = Math.max(...scores);
    const shares = scores.map((score) => Math.exp(score - most));
    const all = shares.reduce((sum, of) => sum + of, 0);
    const wanted = right.filter(Boolean).length;
    rows.forEach((row, index) => {
      const off = (shares[index] ?? 0) / all - (right[index] === true ? 1 / wanted : 0);
      row.forEach((of, column) => {
        slope[column] = (slope[column] ?? 0) + (off * of) / (spread[column] ?? 1);
      });
    });
  }
  return slope;
}

function spreadOf(values: readonly number[]): number {
  const mean = values.reduce((sum, of) => sum + of, 0) / values.length;
  return Math.sqrt(values.reduce((sum, of) => sum + (of - mean) ** 2, 0) / values.length) || 1;
}
