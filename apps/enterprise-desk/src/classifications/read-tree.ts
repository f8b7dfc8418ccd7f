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
export function readTree(csv: string): { nodes: ClassificationNode[]; problems: RowProblem[] } {
  const problems: RowProblem[] = [];
  let rows: Record<string, string>[];
  try {
    rows = parse(csv, { columns: true, bom: true, trim: true, skip_empty_lines: true });
  } catch (error) {
    const at = error instanceof Error && 'lines' in error ? Number(error.lines) : 1;
    return { nodes: [], problems: [{ row: at, problem: `is not CSV: ${String(error)}` }] };
  }
  const missing = COLUMNS.filter((column) => rows[0] && !(column in rows[0]));
  if (rows.length === 0) problems.push({ row: 1, problem: 'the file has no rows' });
  if (missing.length > 0) problems.push({ row: 1, problem: `columns are missing: ${missing.join(', ')}` });
  if (problems.length > 0) return { nodes: [], problems };

  const nodes = new Map<string, ClassificationNode>();
  rows.forEach((values, i) => {
    const row = i + 2;
    for (const node of pathOf(values)) {
      const known = nodes.get(node.code);
      const problem = problemOf(node, known);
      if (problem) problems.push({ row, problem });
      else if (!known) nodes.set(node.code, node);
    }
  });
  return { nodes: [...nodes.values()], problems };
}

function pathOf(values: Record<string, string>): ClassificationNode[] {
  return [1, 2, 3].map((level) => ({
    code: values[`level_${level}_code`] ?? '',
    level,
    parentCode: level === 1 ? null : (values[`level_${level - 1}_code`] ?? ''),
    name: values[`level_${level}_name`] ?? '',
    remark: level === 3 ? (values['remark'] ?? '') : '',
  }));
}

function problemOf(node: ClassificationNode, known: ClassificationNode | undefined): string | undefined {
  const { code, level, name, parentCode } = node;
  if (!/^[A-Za-z0-9.-]{1,20}$/.test(code)) return `level ${level}: "${code}" is not a code`;
  if (name === '' || name.length > 200) return `level ${level}: ${code} has no name of up to 200 characters`;
  if (!known) return undefined;
  if (level === 3) return `${code} is there twice`;
  if (known.name !== name) return `${code} is "${known.name}" further up and "${name}" here`;
  if (known.parentCode !== parentCode || known.level !== level) return `${code} stands in two places`;
  return undefined;
}
