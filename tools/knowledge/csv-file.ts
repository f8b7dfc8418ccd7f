import { createReadStream, createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import type { ArticleRecord } from '#contracts';
import { CsvError, parse } from 'csv-parse';
import { stringify } from 'csv-stringify';
import { allSound, LIMITS, refuse, type FoundArticle, type toArticle } from './article-source';
import { articleToRow, COLUMNS, headerProblems, isBlank, rowToArticle } from './table-rows';

/** A row of cells that are all as long as they may be. */
const MAX_ROW_LENGTH = LIMITS.cellLength * COLUMNS.length;

/** @throws ImportError naming row and field of every problem. */
export async function readCsv(path: string, file: string): Promise<FoundArticle[]> {
  const read: ReturnType<typeof toArticle>[] = [];
  let header: string[] | undefined;
  let row = 0;
  const input = createReadStream(path);
  const parser = input.pipe(
    parse({ bom: true, max_record_size: MAX_ROW_LENGTH, relax_column_count_less: true }),
  );
  try {
    for await (const cells of parser as AsyncIterable<string[]>) {
      row += 1;
      if (!header) {
        header = cells.map((cell) => cell.trim());
        refuse(headerProblems(file, header));
        continue;
      }
      if (isBlank(cells)) continue;
      if (read.length >= LIMITS.rows)
        refuse([{ file, row, problem: `at most ${LIMITS.rows} articles are imported at once` }]);
      read.push(rowToArticle(file, row, header, cells));
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    refuse([csvProblem(file, row + 1, header, error)]);
  } finally {
    input.destroy();
  }
  if (!header) refuse([{ file, problem: 'is empty' }]);
  return allSound(read);
}

function csvProblem(file: string, row: number, header: readonly string[] | undefined, error: CsvError) {
  const column: unknown = error['column'];
  const field = typeof column === 'number' ? header?.[column] : undefined;
  const problem =
    error.code === 'CSV_MAX_RECORD_SIZE'
      ? `the cell is too large: at most ${LIMITS.cellLength} characters are read`
      : error.message;
  return { file, row, ...(field ? { field } : {}), problem };
}

/** Returns how many articles were written. */
export async function writeCsv(path: string, articles: AsyncIterable<ArticleRecord>): Promise<number> {
  let count = 0;
  async function* rows(): AsyncGenerator<readonly string[]> {
    yield COLUMNS;
    for await (const article of articles) {
      count += 1;
      yield articleToRow(article);
    }
  }
  // With a byte order mark, or Excel takes Chinese for something else.
  await pipeline(rows, stringify({ bom: true }), createWriteStream(path));
  return count;
}
