import { stat } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import { LIMITS, refuse, type FoundArticle } from './article-source';
import { readCsv } from './csv-file';
import { readMarkdownFolder } from './markdown-files';
import { readXlsx } from './xlsx-file';

/** Articles of a folder of Markdown, a CSV or an XLSX file. @throws ImportError with everything that is wrong. */
export async function readArticles(path: string): Promise<FoundArticle[]> {
  const file = basename(path);
  const found = await stat(path).catch(() => undefined);
  if (found?.isDirectory()) return readMarkdownFolder(path);
  if (!found) refuse([{ file: path, problem: 'cannot be read' }]);
  if (found && found.size > LIMITS.fileBytes) {
    refuse([{ file, problem: `has ${found.size} bytes, at most ${LIMITS.fileBytes} are read` }]);
  }
  switch (extname(path).toLowerCase()) {
    case '.csv':
      return readCsv(path, file);
    case '.xlsx':
      return readXlsx(path, file);
    default:
      refuse([{ file, problem: 'is neither a folder nor a .csv or .xlsx file' }]);
      return [];
  }
}
