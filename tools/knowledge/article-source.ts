import { AppError, ArticleRecord, validate } from '#contracts';
import type { FoundFile } from './article-files';

/** What may be read; what a request can carry, in bytes, is the least of it. */
export const LIMITS = {
  fileBytes: 100_000_000,
  markdownBytes: 1_000_000,
  rows: 2_000,
  cellLength: 100_000,
  requestBytes: 7_000_000,
  attachedBytes: 400_000_000,
};

/** What bytes that are no UTF-8 are read as. */
export const NO_CHARACTER = '\uFFFD';
export const NOT_UTF8 = 'holds what is no text in UTF-8: save the file in that encoding';

/** One thing to repair: a Markdown file has no rows. */
export interface Problem {
  file: string;
  /** As a person counts: the header is row 1. */
  row?: number;
  field?: string;
  problem: string;
}

/** An article where it was found. */
export interface FoundArticle {
  file: string;
  row?: number;
  record: ArticleRecord;
  /** The files that it names, where they lie. */
  files?: FoundFile[];
}

/** Files that cannot be imported, with everything that is wrong with them. */
export class ImportError extends Error {
  override readonly name = 'ImportError';

  constructor(readonly problems: readonly Problem[]) {
    super(problems.map(describe).join('\n'));
  }
}

export function refuse(problems: readonly Problem[]): void {
  if (problems.length > 0) throw new ImportError(problems);
}

const describe = ({ file, row, field, problem }: Problem): string =>
  `${[file, ...(row ? [`row ${row}`] : []), ...(field ? [field] : [])].join(', ')}: ${problem}`;

/** Reads unknown fields as an article, or tells what is wrong with each. */
export function toArticle(
  place: Omit<FoundArticle, 'record'>,
  fields: unknown,
): { found: FoundArticle } | { problems: Problem[] } {
  try {
    return { found: { ...place, record: validate(ArticleRecord, fields, 'refuse') } };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const where = { file: place.file, ...(place.row ? { row: place.row } : {}) };
    return { problems: (error.details?.fields ?? []).map((problem) => ({ ...where, ...problem })) };
  }
}

/** The articles, when all of them are sound. */
export function allSound(read: readonly ReturnType<typeof toArticle>[]): FoundArticle[] {
  refuse(read.flatMap((one) => ('problems' in one ? one.problems : [])));
  return read.flatMap((one) => ('found' in one ? [one.found] : []));
}

/** Turns what the desk refused, such as `articles[3].body.zh`, into places in the files. */
export function problemsOf(error: AppError, found: readonly FoundArticle[]): Problem[] {
  return (error.details?.fields ?? []).map(({ field, problem }) => {
    const [, index, inRecord] = /^articles\[(\d+)\]\.(.*)$/.exec(field) ?? [];
    const place = found[Number(index)];
    const named = problem.replace(/articles\[(\d+)\]/, (all, other: string) => {
      const { file, row } = found[Number(other)] ?? { file: all };
      return row ? `${file}, row ${row}` : file;
    });
    return place && inRecord
      ? { file: place.file, ...(place.row ? { row: place.row } : {}), field: inRecord, problem: named }
      : { file: '*', field, problem: named };
  });
}
