import type { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { zip, type ZipEntry } from './zip';

/** A sheet that has so many rows takes no further page; the format has 1,048,576. */
const SHEET_ROWS = 1_000_000;
/** A sheet that has so many characters takes no further page: a file in the archive has at most 4 GiB. */
const SHEET_CHARACTERS = 1_000_000_000;

/** Longer texts would be kept among the large objects, which are collected late. */
const ROWS_AT_ONCE = 25;

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONS = 'http://schemas.openxmlformats.org/package/2006/relationships';
const DOCUMENT = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/**
 * Writes rows as a workbook (ECMA-376), no faster than `output` takes them, and ends it; a page begins a new sheet where one has
 * `sheetRows`.
 * Cells are text, so that nothing in them is computed. Written here, not by a library: ExcelJS makes an object of every
 * cell and heeds no back-pressure, which at a million rows takes minutes of the gateway and hundreds of megabytes.
 */
export function writeXlsx(
  columns: readonly string[],
  pages: AsyncIterable<string[][]>,
  output: Writable,
  sheetRows = SHEET_ROWS,
): Promise<void> {
  return pipeline(zip(workbook(columns, pages, sheetRows)), output);
}

async function* workbook(
  columns: readonly string[],
  pages: AsyncIterable<string[][]>,
  sheetRows: number,
): AsyncGenerator<ZipEntry> {
  const iterator = pages[Symbol.asyncIterator]();
  const state = { next: await iterator.next() };
  let sheets = 0;
  async function* sheet(): AsyncGenerator<string> {
    yield `${XML}<worksheet xmlns="${MAIN}"><sheetData>${rowOf(columns, 1)}`;
    let [rows, characters] = [1, 0];
    while (!state.next.done && rows <= sheetRows && characters < SHEET_CHARACTERS) {
      const page = state.next.value;
      for (let i = 0; i < page.length; i += ROWS_AT_ONCE) {
        const part = page.slice(i, i + ROWS_AT_ONCE);
        const text = part.map((row) => rowOf(row, (rows += 1))).join('');
        characters += text.length;
        yield text;
      }
      state.next = await iterator.next();
    }
    yield '</sheetData></worksheet>';
  }
  try {
    do {
      sheets += 1;
      yield { name: `xl/worksheets/sheet${sheets}.xml`, content: sheet() };
    } while (!state.next.done);
    yield* frame(Array.from({ length: sheets }, (_, i) => i + 1));
  } finally {
    await iterator.return?.();
  }
}

/** What a workbook has besides its sheets. */
function frame(sheets: readonly number[]): ZipEntry[] {
  const relation = (id: number, type: string, target: string): string =>
    `<Relationship Id="rId${id}" Type="${DOCUMENT}/${type}" Target="${target}"/>`;
  const part = (name: string, type: string): string =>
    `<Override PartName="/${name}" ContentType="${TYPE}.${type}+xml"/>`;
  const each = (one: (number: number) => string): string => sheets.map(one).join('');
  return [
    file(
      'xl/workbook.xml',
      `<workbook xmlns="${MAIN}" xmlns:r="${DOCUMENT}"><sheets>${each((n) => `<sheet name="工单 ${n}" sheetId="${n}" r:id="rId${n}"/>`)}</sheets></workbook>`,
    ),
    file(
      'xl/_rels/workbook.xml.rels',
      `<Relationships xmlns="${RELATIONS}">${each((n) => relation(n, 'worksheet', `worksheets/sheet${n}.xml`))}</Relationships>`,
    ),
    file(
      '_rels/.rels',
      `<Relationships xmlns="${RELATIONS}">${relation(1, 'officeDocument', 'xl/workbook.xml')}</Relationships>`,
    ),
    file(
      '[Content_Types].xml',
      '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">' +
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
        part('xl/workbook.xml', 'sheet.main') +
        each((n) => part(`xl/worksheets/sheet${n}.xml`, 'worksheet')) +
        '</Types>',
    ),
  ];
}

const file = (name: string, xml: string): ZipEntry => ({ name, content: [XML + xml] });

const rowOf = (cells: readonly string[], number: number): string =>
  `<row r="${number}">${cells.map((cell, i) => cellOf(cell, columnName(i), number)).join('')}</row>`;

const cellOf = (text: string, column: string, row: number): string =>
  `<c r="${column}${row}" t="inlineStr"><is><t xml:space="preserve">${escaped(text)}</t></is></c>`;

/** A, B, … Z, AA, AB, … */
function columnName(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26));
  return index < 26 ? letter : columnName(Math.floor(index / 26) - 1) + letter;
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '\r': '&#13;' };

/** XML has no place for control characters, and a workbook reads `_x0041_` as the character of that code. */
function escaped(text: string): string {
  if (!/[&<>_\p{Cc}\uFFFE\uFFFF]/u.test(text)) return text;
  return text
    .replace(/(?![\t\n\r])\p{Cc}|[\uFFFE\uFFFF]/gu, '')
    .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
    .replace(/[&<>\r]/g, (character) => ENTITIES[character] ?? '');
}
