import type { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** Tells Excel that the file is UTF-8. */
const BOM = '\uFEFF';

/** Writes rows as CSV (RFC 4180), no faster than `output` takes them, and ends it. */
export function writeCsv(
  columns: readonly string[],
  pages: AsyncIterable<string[][]>,
  output: Writable,
): Promise<void> {
  async function* text(): AsyncGenerator<string> {
    yield BOM + line(columns);
    for await (const page of pages) yield page.map(line).join('');
  }
  return pipeline(text(), output);
}

const line = (row: readonly string[]): string => `${row.map(quoted).join(',')}\r\n`;

const quoted = (cell: string): string => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
