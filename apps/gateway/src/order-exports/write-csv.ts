import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { stringify } from 'csv-stringify';

/** Tells Excel that the file is UTF-8. */
const BOM = '\uFEFF';

/** Writes rows as CSV (RFC 4180), no faster than `output` takes them, and ends it. */
export async function writeCsv(
  columns: readonly string[],
  pages: AsyncIterable<string[][]>,
  output: Writable,
): Promise<void> {
  output.write(BOM);
  async function* rows(): AsyncGenerator<readonly string[]> {
    yield columns;
    for await (const page of pages) yield* page;
  }
  await pipeline(Readable.from(rows()), stringify({ record_delimiter: 'windows' }), output);
}
