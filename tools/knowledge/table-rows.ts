import type { ArticleRecord } from '#contracts';
import { LIMITS, NO_CHARACTER, NOT_UTF8, toArticle, type Problem } from './article-source';

/** The columns of a table of articles; `sources` and `texts`, those in other languages, are JSON. */
export const COLUMNS = [
  'id',
  'revision',
  'matterCode',
  'kind',
  'title.zh',
  'title.en',
  'body.zh',
  'body.en',
  'expiresAt',
  'reviewBy',
  'sources',
  'texts',
] as const;
type Column = (typeof COLUMNS)[number];

const REQUIRED: readonly Column[] = ['matterCode', 'kind', 'title.zh', 'body.zh'];

/** What a spreadsheet would take for a formula, some of them also in full width, or for text that was one. */
const FORMULA = /^'*[=+\-@＝＋－＠\t\r\n]/;

/** Text that no spreadsheet runs, and `plain` gives back. */
export const neutral = (text: string): string => (FORMULA.test(text) ? `'${text}` : text);

const plain = (cell: string): string => (cell.startsWith("'") && FORMULA.test(cell) ? cell.slice(1) : cell);

export function headerProblems(file: string, header: readonly string[]): Problem[] {
  const known: readonly string[] = COLUMNS;
  return [
    ...header
      .filter((name) => !known.includes(name))
      .map((name) => ({
        file,
        row: 1,
        field: name.slice(0, 60),
        problem: `is no column; there are ${COLUMNS.join(', ')}`,
      })),
    ...header
      .filter((name, index) => known.includes(name) && header.indexOf(name) !== index)
      .map((name) => ({ file, row: 1, field: name, problem: 'is there twice' })),
    ...REQUIRED.filter((name) => !header.includes(name)).map((field) => ({
      file,
      row: 1,
      field,
      problem: 'the column is missing',
    })),
  ];
}

/** A row that nothing stands in, as spreadsheets leave them behind. */
export const isBlank = (cells: readonly string[]): boolean => cells.every((cell) => cell.trim() === '');

/** Reads the cells of one row, by their columns. */
export function rowToArticle(
  file: string,
  row: number,
  header: readonly string[],
  cells: readonly string[],
): ReturnType<typeof toArticle> {
  const values = new Map(header.map((name, index) => [name, plain(cells[index] ?? '')]));
  const tooLong = [...values].filter(([, text]) => text.length > LIMITS.cellLength);
  if (tooLong.length > 0) {
    return {
      problems: tooLong.map(([field, { length }]) => ({
        ...{ file, row, field },
        problem: `the cell holds ${length} characters, at most ${LIMITS.cellLength} are read`,
      })),
    };
  }
  const garbled = [...values].filter(([, text]) => text.includes(NO_CHARACTER));
  if (garbled.length > 0)
    return { problems: garbled.map(([field]) => ({ file, row, field, problem: NOT_UTF8 })) };
  const text = (name: Column): string => values.get(name) ?? '';
  const optional = <T>(name: Column, read: (value: string) => T) =>
    text(name).trim() === '' ? {} : { [name]: read(text(name).trim()) };
  const json = { sources: readJson(text('sources')), texts: readJson(text('texts')) };
  const broken = Object.entries(json).filter(([, read]) => read === NOT_JSON);
  if (broken.length > 0)
    return { problems: broken.map(([field]) => ({ file, row, field, problem: 'is not JSON' })) };
  return toArticle(
    { file, row },
    {
      ...optional('id', String),
      ...optional('revision', Number),
      ...{ matterCode: text('matterCode').trim(), kind: text('kind').trim() },
      title: { zh: text('title.zh'), en: text('title.en') },
      body: { zh: text('body.zh'), en: text('body.en') },
      ...optional('expiresAt', String),
      ...optional('reviewBy', String),
      sources: json.sources ?? [],
      ...(json.texts === undefined ? {} : { texts: json.texts }),
    },
  );
}

const NOT_JSON = Symbol('not JSON');

/** Undefined for an empty cell. */
function readJson(text: string): unknown {
  if (text.trim() === '') return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return NOT_JSON;
  }
}

/** The row of an article, column by column. */
export function articleToRow(article: ArticleRecord): string[] {
  const {
    id,
    revision,
    matterCode,
    kind,
    title,
    body,
    expiresAt,
    reviewBy,
    sources = [],
    texts = [],
  } = article;
  const cells: Record<Column, string> = {
    id: id ?? '',
    revision: revision?.toString() ?? '',
    ...{ matterCode, kind },
    'title.zh': title.zh,
    'title.en': title.en,
    'body.zh': body.zh,
    'body.en': body.en,
    expiresAt: expiresAt ?? '',
    reviewBy: reviewBy ?? '',
    sources: sources.length > 0 ? JSON.stringify(sources) : '',
    texts: texts.length > 0 ? JSON.stringify(texts) : '',
  };
  return COLUMNS.map((column) => neutral(cells[column]));
}
