import { once } from 'node:events';
import { PassThrough, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { stream, type Worksheet } from 'exceljs';

/** Rows of a sheet with its heading; the format has 1,048,576. */
const SHEET_ROWS = 1_000_000;
/** What may wait between the writer of the sheet and the reader of the file. */
const HIGH_WATER_BYTES = 256 * 1024;

/**
 * Writes rows as a workbook, no faster than `output` takes them, and ends it; a new sheet where one is full. Cells are
 * text, so that nothing in them is computed.
 */
export async function writeXlsx(
  columns: readonly string[],
  pages: AsyncIterable<string[][]>,
  output: Writable,
): Promise<void> {
  const file = new PassThrough({ highWaterMark: HIGH_WATER_BYTES });
  const written = pipeline(file, output);
  // Whoever awaits it below is told; until then a failure must not count as unhandled.
  written.catch(() => undefined);
  const workbook = new stream.xlsx.WorkbookWriter({
    stream: file,
    useStyles: false,
    useSharedStrings: false,
  });
  let sheet: Worksheet | undefined;
  let count = 0;
  const next = (): Worksheet => {
    sheet?.commit();
    const added = workbook.addWorksheet(`工单 ${workbook.worksheets.length + 1}`);
    added.addRow([...columns]).commit();
    return added;
  };
  sheet = next();
  for await (const page of pages) {
    for (const row of page) {
      if (count > 0 && count % SHEET_ROWS === 0) sheet = next();
      sheet.addRow(row).commit();
      count += 1;
    }
    if (file.writableNeedDrain) await Promise.race([once(file, 'drain'), written]);
    if (output.destroyed) break;
  }
  sheet.commit();
  await Promise.race([workbook.commit(), written]);
  await written;
}
