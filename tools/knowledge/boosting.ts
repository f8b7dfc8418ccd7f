import type { Tree } from '../../apps/knowledge/src/search/trees';

/** The candidates of one question: a row of evidence for each, and which of them is right. */
export interface Lesson {
  rows: readonly (readonly number[])[];
  right: readonly boolean[];
}

export interface Boosting {
  trees: number;
  rate: number;
  /** Counts against leaves that few candidates are in. */
  damping: number;
  seed: number;
}

const BINS = 32;
const ROWS_SHARE = 0.6;
const COLUMNS_SHARE = 0.15;
/** The least curvature of a side of a split. */
const LEAST = 1;

interface Table {
  size: number;
  columns: { bins: Uint8Array; edges: number[] }[];
  /** First row of each question, and one past the last. */
  starts: number[];
  right: Uint8Array;
}

/**
 * Trees of three questions each that together put the right candidate first: boosting on the gradient of the
 * cross-entropy of a softmax over the candidates of each question.
 */
export function boost(lessons: readonly Lesson[], { trees, rate, damping, seed }: Boosting): Tree[] {
  const table = tableOf(lessons.filter(({ right }) => right.includes(true)));
  const random = randomFrom(seed);
  const scores = new Float64Array(table.size);
  const slope = new Float64Array(table.size);
  const curve = new Float64Array(table.size);
  const grown: Tree[] = [];
  for (let index = 0; index < trees; index += 1) {
    const rows = differentiate(table, scores, slope, curve, () => random() < ROWS_SHARE);
    const columns = [...table.columns.keys()].filter(() => random() < COLUMNS_SHARE);
    const split = (
      of: Int32Array,
    ): { column: number; bin: number; sides: [Int32Array, Int32Array] } | undefined =>
      bestSplit(table, of, columns, slope, curve, damping);
    const leaf = (of: Int32Array): number => {
      let [g, h] = [0, 0];
      for (const row of of) {
        g += slope[row] ?? 0;
        h += curve[row] ?? 0;
      }
      return Math.round((-1000 * rate * g) / (h + damping)) / 1000;
    };
    const root = split(rows);
    if (!root) continue;
    const tree: number[] = [root.column, edge(table, root.column, root.bin)];
    for (const side of root.sides) {
      const next = split(side);
      if (next) tree.push(next.column, edge(table, next.column, next.bin), ...next.sides.map(leaf));
      else tree.push(root.column, 0, leaf(side), leaf(side));
    }
    grown.push(tree as unknown as Tree);
    addTo(scores, table, tree);
  }
  return grown;
}

const edge = ({ columns }: Table, column: number, bin: number): number => columns[column]?.edges[bin] ?? 0;

function tableOf(lessons: readonly Lesson[]): Table {
  const rows = lessons.flatMap(({ rows: of }) => of);
  const starts = [0];
  for (const { rows: of } of lessons) starts.push((starts.at(-1) ?? 0) + of.length);
  const width = rows[0]?.length ?? 0;
  const columns = Array.from({ length: width }, (_, column) => {
    const values = Float64Array.from(rows, (row) => row[column] ?? 0);
    const sorted = Float64Array.from(values).sort();
    const edges: number[] = [];
    for (let bin = 1; bin < BINS; bin += 1) {
      const value = Math.round((sorted[Math.floor((bin * rows.length) / BINS)] ?? 0) * 1000) / 1000;
      if (value > (sorted[0] ?? 0) && value > (edges.at(-1) ?? -Infinity)) edges.push(value);
    }
    const bins = Uint8Array.from(values, (value) => edges.filter((of) => value >= of).length);
    return { bins, edges };
  });
  return {
    ...{ size: rows.length, columns, starts },
    right: Uint8Array.from(lessons.flatMap(({ right }) => right.map(Number))),
  };
}

/** Sets slope and curvature of the loss at each candidate of the questions that `isTaken` takes; returns their rows. */
function differentiate(
  { starts, right }: Table,
  scores: Float64Array,
  slope: Float64Array,
  curve: Float64Array,
  isTaken: () => boolean,
): Int32Array {
  const taken: number[] = [];
  for (let question = 0; question + 1 < starts.length; question += 1) {
    if (!isTaken()) continue;
    const [from, to] = [starts[question] ?? 0, starts[question + 1] ?? 0];
    let [all, wanted] = [0, 0];
    for (let row = from; row < to; row += 1) {
      all += Math.exp(scores[row] ?? 0);
      wanted += right[row] ?? 0;
    }
    for (let row = from; row < to; row += 1) {
      const share = Math.exp(scores[row] ?? 0) / all;
      slope[row] = share - (right[row] ?? 0) / wanted;
      curve[row] = Math.max(share * (1 - share), 1e-4);
      taken.push(row);
    }
  }
  return Int32Array.from(taken);
}

function bestSplit(
  table: Table,
  rows: Int32Array,
  columns: readonly number[],
  slope: Float64Array,
  curve: Float64Array,
  damping: number,
): { column: number; bin: number; sides: [Int32Array, Int32Array] } | undefined {
  const slopes = new Float64Array(BINS);
  const curves = new Float64Array(BINS);
  let best = { gain: 1e-3, column: -1, bin: 0 };
  for (const column of columns) {
    const bins = table.columns[column]?.bins ?? new Uint8Array();
    slopes.fill(0);
    curves.fill(0);
    for (let index = 0; index < rows.length; index += 1) {
      const row = rows[index] as number;
      const bin = bins[row] as number;
      slopes[bin] = (slopes[bin] as number) + (slope[row] as number);
      curves[bin] = (curves[bin] as number) + (curve[row] as number);
    }
    let [g, h] = [0, 0];
    for (let bin = 0; bin < BINS; bin += 1) {
      g += slopes[bin] ?? 0;
      h += curves[bin] ?? 0;
    }
    let [left, leftCurve] = [0, 0];
    for (let bin = 0; bin < BINS - 1; bin += 1) {
      left += slopes[bin] ?? 0;
      leftCurve += curves[bin] ?? 0;
      if (leftCurve < LEAST || h - leftCurve < LEAST) continue;
      const gain =
        left ** 2 / (leftCurve + damping) +
        (g - left) ** 2 / (h - leftCurve + damping) -
        g ** 2 / (h + damping);
      if (gain > best.gain) best = { gain, column, bin };
    }
  }
  if (best.column < 0) return undefined;
  const bins = table.columns[best.column]?.bins ?? new Uint8Array();
  return {
    ...{ column: best.column, bin: best.bin },
    sides: [
      rows.filter((row) => (bins[row] ?? 0) <= best.bin),
      rows.filter((row) => (bins[row] ?? 0) > best.bin),
    ],
  };
}

function addTo(scores: Float64Array, { columns }: Table, tree: readonly number[]): void {
  const isOver = (at: number, row: number): boolean => {
    const { bins, edges } = columns[tree[at] ?? 0] ?? { bins: new Uint8Array(), edges: [] };
    return (bins[row] ?? 0) > edges.indexOf(tree[at + 1] ?? 0);
  };
  for (let row = 0; row < scores.length; row += 1) {
    const at = isOver(0, row) ? 6 : 2;
    scores[row] = (scores[row] ?? 0) + (tree[isOver(at, row) ? at + 3 : at + 2] ?? 0);
  }
}

/** The same numbers at every call. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) / 2 ** 32;
}
