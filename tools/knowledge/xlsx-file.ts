import { createReadStream } from 'node:fs';
import type { Readable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';
import type { ArticleRecord } from '#contracts';
import { stream, type CellValue, type Row } from 'exceljs';
import { allSound, LIMITS, refuse, type FoundArticle, type Problem, type toArticle } from './article-source';
import { articleToRow, COLUMNS, headerProblems, isBlank, rowToArticle } from './table-rows';
import { unpackedSize } from './zip-size';

/** What a workbook may unpack to, in bytes. */
const MAX_UNPACKED = 200_000_000;

/** The first sheet. @throws ImportError naming row and field of every problem. */
export async function readXlsx(path: string, file: string): Promise<FoundArticle[]> {
  const unpacked = await unpackedSize(path, MAX_UNPACKED);
  if (unpacked === undefined) refuse([{ file, problem: 'is not an XLSX file' }]);
  if (unpacked !== undefined && unpacked > MAX_UNPACKED)
    refuse([{ file, problem: `unpacks to more than ${MAX_UNPACKED} bytes` }]);
  const read: ReturnType<typeof toArticle>[] = [];
  let header: string[] | undefined;
  for await (const { number, cells, problems } of rowsOf(path, file, () => header)) {
    if (!header) {
      header = cells.map((cell) => cell.trim());
      refuse(headerProblems(file, header));
      continue;
    }
    if (problems.length === 0 && isBlank(cells)) continue;
    if (read.length >= LIMITS.rows) {
      refuse([{ file, row: number, problem: `at most ${LIMITS.rows} articles are imported at once` }]);
    }
    read.push(problems.length > 0 ? { problems } : rowToArticle(file, number, header, cells));
  }
  if (!header) refuse([{ file, problem: 'is empty' }]);
  return allSound(read);
}

interface TextRow {
  number: number;
  cells: string[];
  problems: Problem[];
}

async function* rowsOf(
  path: string,
  file: string,
  header: () => readonly string[] | undefined,
): AsyncGenerator<TextRow> {
  const input = createReadStream(path);
  let last = 0;
  try {
    const workbook = new stream.xlsx.WorkbookReader(input, {
      worksheets: 'emit',
      sharedStrings: 'cache',
      hyperlinks: 'ignore',
      styles: 'ignore',
      entries: 'ignore',
    });
    decodeWhole(workbook);
    for await (const sheet of workbook) {
      for await (const row of sheet as unknown as AsyncIterable<Row>) {
        last = row.number;
        yield toTextRow(file, row, header());
      }
      return;
    }
  } catch (error) {
    refuse([{ file, row: last + 1, problem: `is broken: ${String(error)}` }]);
  } finally {
    input.destroy();
  }
}

/** exceljs decodes each piece of a part by itself, and so breaks the characters that two pieces share. */
function decodeWhole(workbook: stream.xlsx.WorkbookReader): void {
  const parts = workbook as unknown as {
    _parseSharedStrings(part: Readable): unknown;
    _parseWorksheet(pieces: AsyncIterable<Buffer>, sheet: string): unknown;
  };
  const readStrings = parts._parseSharedStrings.bind(parts);
  const readSheet = parts._parseWorksheet.bind(parts);
  parts._parseSharedStrings = (part) => readStrings(part.setEncoding('utf8'));
  parts._parseWorksheet = (pieces, sheet) => readSheet(decoded(pieces) as AsyncIterable<never>, sheet);
}

async function* decoded(pieces: AsyncIterable<Buffer>): AsyncGenerator<string> {
  const decoder = new StringDecoder('utf8');
  for await (const piece of pieces) yield decoder.write(piece);
}

function toTextRow(file: string, row: Row, header: readonly string[] | undefined): TextRow {
  const cells: string[] = [];
  const problems: Problem[] = [];
  // Wider rows than there are columns are cut: what stands beside the table is nobody's field.
  for (let column = 1; column <= Math.min(row.cellCount, COLUMNS.length); column += 1) {
    const field = header?.[column - 1];
    const { value } = row.getCell(column);
    const text = typeof value === 'number' && isTime(field) ? timeOf(value) : textOf(value);
    if (text === undefined) {
      problems.push({
        file,
        row: row.number,
        ...(field ? { field } : {}),
        problem: 'is neither text nor a number',
      });
    }
    cells.push(text ?? '');
  }
  return { number: row.number, cells, problems };
}

const isTime = (field: string | undefined): boolean => field === 'expiresAt' || field === 'reviewBy';

const DAY_MS = 86_400_000;
const FIRST_DAY = Date.UTC(1899, 11, 30);

/** A spreadsheet's number of days as the day or time that it shows, which is the city's; none where it is no date. */
function timeOf(days: number): string | undefined {
  const shown = new Date(FIRST_DAY + Math.round(days * DAY_MS));
  return Number.isNaN(shown.getTime()) ? undefined : shown.toISOString().replace(/(T00:00:00)?\.\d{3}Z$/, '');
}

function textOf(value: CellValue): string | undefined {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (value instanceof Date) return value.toISOString();
  if ('richText' in value) return value.richText.map(({ text }) => text).join('');
  if ('hyperlink' in value) return value.text;
  return undefined;
}

/** Returns how many articles were written. */
export async function writeXlsx(path: string, articles: AsyncIterable<ArticleRecord>): Promise<number> {
  const workbook = new stream.xlsx.WorkbookWriter({ filename: path });
  const sheet = workbook.addWorksheet('articles');
  sheet.addRow([...COLUMNS]).commit();
  let count = 0;
  for await (const article of articles) {
    sheet.addRow(articleToRow(article)).commit();
    count += 1;
  }
  sheet.commit();
  await workbook.commit();
  return count;
}
