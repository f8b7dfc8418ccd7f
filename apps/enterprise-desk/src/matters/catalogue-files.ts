import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isNode, LineCounter, parseDocument, type Document } from 'yaml';
import { AgencyCatalogue, AppError, validate, type FieldProblem } from '#contracts';
import { catalogueProblems } from './catalogue-problems';

/** One thing to repair in a catalogue file. */
export interface CatalogueProblem {
  file: string;
  line?: number;
  /** Code of the matter. */
  matter?: string;
  /** Path in the file, such as `matters[3].fees.zh`. */
  field?: string;
  problem: string;
}

/** A catalogue that cannot be imported, with everything that is wrong with it. */
export class CatalogueError extends Error {
  override readonly name = 'CatalogueError';

  constructor(readonly problems: readonly CatalogueProblem[]) {
    super(problems.map(describe).join('\n'));
  }
}

function describe({ file, line, matter, field, problem }: CatalogueProblem): string {
  const place = [line ? `${file}:${line}` : file, matter, field].filter(Boolean).join(' ');
  return `${place}: ${problem}`;
}

interface CatalogueFile {
  name: string;
  document: Document;
  lines: LineCounter;
}

/**
 * Reads every *.yaml of a folder, not of the folders in it, in the order of their names.
 * @throws CatalogueError naming file, line, matter, field and reason of every problem.
 */
export async function readCatalogue(folder: string): Promise<AgencyCatalogue[]> {
  const names = await catalogueFileNames(folder);
  const files = await Promise.all(names.map((name) => parseFile(folder, name)));
  refuse(files.flatMap(syntaxProblems));
  const read = files.map(toAgency);
  refuse(read.flatMap(({ problems }) => problems));
  const agencies = read.flatMap(({ agency }) => agency ?? []);
  refuse(catalogueProblems(agencies).map((problem) => locateAcross(files, problem)));
  return agencies;
}

function refuse(problems: CatalogueProblem[]): void {
  if (problems.length > 0) throw new CatalogueError(problems);
}

async function catalogueFileNames(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => undefined);
  if (!entries) refuse([{ file: folder, problem: 'is not a folder that can be read' }]);
  const names = (entries ?? []).filter((entry) => !entry.isDirectory() && /\.ya?ml$/.test(entry.name));
  if (names.length === 0) refuse([{ file: folder, problem: 'has no *.yaml file' }]);
  return names.map(({ name }) => name).sort();
}

async function parseFile(folder: string, name: string): Promise<CatalogueFile> {
  const lines = new LineCounter();
  const text = await readFile(join(folder, name), 'utf8');
  return { name, lines, document: parseDocument(text, { lineCounter: lines, prettyErrors: false }) };
}

const syntaxProblems = ({ name, document, lines }: CatalogueFile): CatalogueProblem[] =>
  document.errors.map(({ pos, message }) => ({
    file: name,
    line: lines.linePos(pos[0]).line,
    problem: message,
  }));

function toAgency(file: CatalogueFile): { agency?: AgencyCatalogue; problems: CatalogueProblem[] } {
  try {
    return { agency: validate(AgencyCatalogue, file.document.toJS(), 'refuse'), problems: [] };
  } catch (error) {
    // An alias without an anchor shows only when the document is put together.
    if (error instanceof ReferenceError) return { problems: [{ file: file.name, problem: error.message }] };
    if (!(error instanceof AppError)) throw error;
    return { problems: (error.details?.fields ?? []).map((problem) => locate(file, problem)) };
  }
}

/** Turns a place in the catalogue, such as `agencies[1].matters[3].code`, into one in its file. */
function locateAcross(files: CatalogueFile[], { field, problem }: FieldProblem): CatalogueProblem {
  const [, index, inFile] = /^agencies\[(\d+)\]\.(.*)$/.exec(field) ?? [];
  const file = files[Number(index)];
  const named = problem.replaceAll(/agencies\[(\d+)\]\.(\S+?)(?=,|$)/g, (_, other: string, place: string) => {
    return `${files[Number(other)]?.name} ${place}`;
  });
  return file && inFile
    ? locate(file, { field: inFile, problem: named })
    : { file: '*.yaml', problem: named };
}

function locate(
  { name, document, lines }: CatalogueFile,
  { field, problem }: FieldProblem,
): CatalogueProblem {
  const path = field
    .split(/[.[\]]+/)
    .filter(Boolean)
    .map((key) => (/^\d+$/.test(key) ? Number(key) : key));
  const matter = path[0] === 'matters' ? document.getIn(['matters', path[1], 'code']) : undefined;
  const line = lineOf(document, lines, path);
  return {
    file: name,
    ...(line ? { line } : {}),
    ...(typeof matter === 'string' ? { matter } : {}),
    ...(field ? { field: field.replaceAll(/\.(\d+)/g, '[$1]') } : {}),
    problem,
  };
}

/** The line of a value, or where it is missing, of the nearest thing around it. */
function lineOf(document: Document, lines: LineCounter, path: (string | number)[]): number | undefined {
  for (let depth = path.length; depth > 0; depth -= 1) {
    const node = document.getIn(path.slice(0, depth), true);
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
  }
  return undefined;
}
