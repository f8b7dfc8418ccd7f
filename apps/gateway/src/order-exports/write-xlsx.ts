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
  let [sheet, sheets, count] = [addSheet(workbook, columns, 1), 1, 0];
  try {
    for await (const page of pages) {
      for (const row of page) {
        if (count > 0 && count % SHEET_ROWS === 0) {
          sheet.commit();
          sheets += 1;
          sheet = addSheet(workbook, columns, sheets);
        }
        sheet.addRow(row).commit();
        count += 1;
      }
      // The zip compresses on other threads: its turn comes between two pages.
      await Promise.race([taken(inputsOf(sheet), file), written]);
    }
    sheet.commit();
    await Promise.race([workbook.commit(), written]);
    await written;
  } catch (error) {
    file.destroy(error instanceof Error ? error : undefined);
    throw error;
  }
}

function addSheet(
  workbook: stream.xlsx.WorkbookWriter,
  columns: readonly string[],
  number: number,
): Worksheet {
  const sheet = workbook.addWorksheet(`工单 ${number}`);
  sheet.addRow([...columns]).commit();
  return sheet;
}

/** ExcelJS writes to the zip without heeding whether it keeps up, and does not show these streams in its types. */
interface WrittenSheet {
  stream?: { pipes?: Writable[] };
}

const inputsOf = (sheet: Worksheet): Writable[] => (sheet as unknown as WrittenSheet).stream?.pipes ?? [];

/** Once the zip, and then the reader, have taken what was written. */
async function taken(inputs: readonly Writable[], file: PassThrough): Promise<void> {
  for (const stream of [...inputs, file]) {
    if (file.destroyed) throw new Error('Nobody reads the file any more.');
    if (stream.writableNeedDrain) await once(stream, 'drain');
  }
}
