import { parse } from 'csv-parse/sync';

export interface ClassificationNode {
  code: string;
  level: number;
  parentCode: string | null;
  name: string;
  remark: string;
}

export interface RowProblem {
  /** Of the file, the heading being row 1. */
  row: number;
  problem: string;
}

export interface ReadTree {
  nodes: ClassificationNode[];
  /** Why it cannot be imported. */
  problems: RowProblem[];
  /** What was read otherwise than it is written. */
  notes: RowProblem[];
}

const COLUMNS = [
  'level_1_code',
  'level_1_name',
  'level_2_code',
  'level_2_name',
  'level_3_code',
  'level_3_name',
] as const;

/**
 * Reads a three-level tree from CSV with the columns `level_1_code` to `level_3_name` and optionally `remark`, one row per
 * leaf; other columns are passed over.
 */
export function readTree(csv: string): ReadTree {
  const problems: RowProblem[] = [];
  let rows: Record<string, string>[];
  try {
    rows = parse(csv, { columns: true, bom: true, trim: true, skip_empty_lines: true });
  } catch (error) {
    const at = error instanceof Error && 'lines' in error ? Number(error.lines) : 1;
    return { nodes: [], problems: [{ row: at, problem: `is not CSV: ${String(error)}` }], notes: [] };
  }
  const missing = COLUMNS.filter((column) => rows[0] && !(column in rows[0]));
  if (rows.length === 0) problems.push({ row: 1, problem: 'the file has no rows' });
  if (missing.length > 0) problems.push({ row: 1, problem: `columns are missing: ${missing.join(', ')}` });
  if (problems.length > 0) return { nodes: [], problems, notes: [] };

  const nodes = new Map<string, ClassificationNode>();
  const notes: RowProblem[] = [];
  rows.forEach((values, i) => {
    const row = i + 2;
    for (const read of pathOf(values)) {
      const node = distinct(read, nodes);
      if (node !== read) notes.push({ row, problem: `${read.code} is taken: it becomes ${node.code}` });
      const known = nodes.get(node.code);
      const problem = problemOf(node, known);
      if (problem) problems.push({ row, problem });
      else if (!known) nodes.set(node.code, node);
    }
  });
  return { nodes: [...nodes.values()], problems, notes };
}

/** A branch that has no leaves of its own is printed as a leaf without a name: it bears the branch's. */
function pathOf(values: Record<string, string>): ClassificationNode[] {
  const name = (level: number): string => values[`level_${level}_name`] ?? '';
  return [1, 2, 3].map((level) => ({
    code: values[`level_${level}_code`] ?? '',
    level,
    parentCode: level === 1 ? null : (values[`level_${level - 1}_code`] ?? ''),
    name: level === 3 && name(3) === '' ? name(2) : name(level),
    remark: level === 3 ? (values['remark'] ?? '') : '',
  }));
}

/** DB44/T 2479-2024 prints 090499 under two branches: the later leaf is told apart by its branch. */
function distinct(
  node: ClassificationNode,
  nodes: ReadonlyMap<string, ClassificationNode>,
): ClassificationNode {
  const known = nodes.get(node.code);
  const isTaken = node.level === 3 && known !== undefined && known.parentCode !== node.parentCode;
  return isTaken ? { ...node, code: `${node.parentCode ?? ''}:${node.code}` } : node;
}

function problemOf(node: ClassificationNode, known: ClassificationNode | undefined): string | undefined {
  const { code, level, name, parentCode } = node;
  if (!/^[A-Za-z0-9.:-]{1,20}$/.test(code)) return `level ${level}: "${code}" is not a code`;
  if (name === '' || name.length > 200) return `level ${level}: ${code} has no name of up to 200 characters`;
  if (!known) return undefined;
  if (level === 3) return `${code} is there twice`;
  if (known.name !== name) return `${code} is "${known.name}" further up and "${name}" here`;
  if (known.parentCode !== parentCode || known.level !== level) return `${code} stands in two places`;
  return undefined;
}
