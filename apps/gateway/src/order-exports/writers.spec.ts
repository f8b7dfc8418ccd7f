import { randomBytes } from 'node:crypto';
import { PassThrough, Readable, Writable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { parse } from 'csv-parse/sync';
import { stream, Workbook } from 'exceljs';
import { writeCsv } from './write-csv';
import { writeXlsx } from './write-xlsx';

const COLUMNS = ['编号', '内容'];
const ROWS = [
  ['1', '含，逗号, 引号"和\n换行'],
  ['2', '<&>'],
  ['3', ''],
];

async function* pages(): AsyncGenerator<string[][]> {
  yield ROWS.slice(0, 2);
  yield [];
  yield ROWS.slice(2);
}

test('CSV has a byte order mark, a heading and every row', async () => {
  const output = new PassThrough();
  const [bytes] = await Promise.all([buffer(output), writeCsv(COLUMNS, pages(), output)]);
  expect(bytes.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
  expect(parse(bytes, { bom: true })).toEqual([COLUMNS, ...ROWS]);
});

test('XLSX has a heading and every row', async () => {
  const output = new PassThrough();
  const [bytes] = await Promise.all([buffer(output), writeXlsx(COLUMNS, pages(), output)]);
  const lines: unknown[] = [];
  for await (const sheet of new stream.xlsx.WorkbookReader(Readable.from([bytes]), {}))
    for await (const { values } of sheet) lines.push((values as unknown[]).slice(1));
  expect(lines).toEqual([COLUMNS, ...ROWS]);
});

async function load(
  rows: AsyncIterable<string[][]>,
  sheetRows?: number,
): Promise<Record<string, unknown[][]>> {
  const output = new PassThrough();
  const [bytes] = await Promise.all([buffer(output), writeXlsx(COLUMNS, rows, output, sheetRows)]);
  const { worksheets } = await new Workbook().xlsx.load(Uint8Array.from(bytes).buffer);
  return Object.fromEntries(
    worksheets.map((sheet) => [
      sheet.name,
      sheet
        .getSheetValues()
        .flatMap((row) => (Array.isArray(row) ? [COLUMNS.map((_, i) => row[i + 1] ?? '')] : [])),
    ]),
  );
}

test('XLSX is read by its directory, too; a sheet that is full is followed by another', async () => {
  expect(await load(pages(), 2)).toEqual({
    '工单 1': [COLUMNS, ...ROWS.slice(0, 2)],
    '工单 2': [COLUMNS, ...ROWS.slice(2)],
  });
});

test('XLSX of nothing has a heading', async () => {
  async function* none(): AsyncGenerator<string[][]> {}
  expect(await load(none())).toEqual({ '工单 1': [COLUMNS] });
});

test.each([
  ['a\u0000\u0008\u001Fb', 'ab'],
  [' a\t\n b ', ' a\t\n b '],
  [']]>&amp;"\'', ']]>&amp;"\''],
  ['𠮷😀', '𠮷😀'],
])('XLSX holds %j as %j', async (cell, expected) => {
  async function* one(): AsyncGenerator<string[][]> {
    yield [['1', cell]];
  }
  expect(await load(one())).toEqual({ '工单 1': [COLUMNS, ['1', expected]] });
});

describe.each([
  ['CSV', writeCsv],
  ['XLSX', writeXlsx],
])('%s', (_, write) => {
  /** Never ends by itself. */
  async function* endless(read: { pages: number }): AsyncGenerator<string[][]> {
    for (;;) {
      read.pages += 1;
      yield Array.from({ length: 500 }, (_unused, i) => [String(i), randomBytes(300).toString('base64')]);
      await new Promise((done) => setImmediate(done));
    }
  }

  test('stops when nobody reads any more', async () => {
    const read = { pages: 0 };
    const output = new Writable({ write: (_chunk, _encoding, done) => void setImmediate(done) });
    const writing = write(COLUMNS, endless(read), output);
    while (read.pages < 5) await new Promise((done) => setImmediate(done));
    output.destroy();
    await expect(writing).rejects.toThrow();
  });

  test('does not read on while the reader stands still', async () => {
    const read = { pages: 0 };
    const output = new Writable({ write: () => undefined });
    const writing = write(COLUMNS, endless(read), output);
    for (let turn = 0; turn < 3_000; turn += 1) await new Promise((done) => setImmediate(done));
    expect(read.pages).toBeLessThan(100);
    output.destroy();
    await expect(writing).rejects.toThrow();
  });

  test('fails when a page cannot be read', async () => {
    async function* broken(): AsyncGenerator<string[][]> {
      yield ROWS;
      throw new Error('The desk is gone.');
    }
    const output = new PassThrough();
    output.resume();
    await expect(write(COLUMNS, broken(), output)).rejects.toThrow('The desk is gone.');
  });
});
