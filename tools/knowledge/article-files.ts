import { createHash } from 'node:crypto';
import { lstat, mkdir, readFile, writeFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import {
  ATTACHMENT_TYPES,
  contentProblem,
  FILE_ENDINGS,
  MAX_ATTACHMENT_SIZE,
  MAX_ATTACHMENTS,
  type AttachmentType,
  type RecordFile,
} from '#contracts';

/** What an article's front matter says of a file: its name in the subfolder, and what it is called where that differs. */
export type NamedFile = string | { file: string; name: string };

/** What is wrong with one of them. */
interface FileProblem {
  field: string;
  problem: string;
}

/** A file beside an article. */
export interface FoundFile {
  path: string;
  /** In bytes. */
  size: number;
  record: RecordFile;
}

/** Gives the content of a file of an article that is exported. */
export type FetchFile = (articleId: string, attachmentId: string) => Promise<Buffer>;

const TYPES = new Map(
  ATTACHMENT_TYPES.flatMap((type) => FILE_ENDINGS[type].map((ending) => [ending, type] as const)),
);

/** What a name in a folder may be: no way out of it, and short enough for every file system. */
const PLAIN_NAME = /^(?!\.{1,2}$)[^\\/\p{Cc}]+$/u;
const MAX_STEM = 60;

/** The list in the front matter; undefined for anything else. */
export function namedFiles(given: unknown): NamedFile[] | undefined {
  const isName = (one: unknown): one is NamedFile =>
    typeof one === 'string' ||
    (typeof one === 'object' &&
      one !== null &&
      Object.keys(one).length === 2 &&
      'file' in one &&
      'name' in one &&
      typeof one.file === 'string' &&
      typeof one.name === 'string');
  return Array.isArray(given) && given.length <= MAX_ATTACHMENTS && given.every(isName) ? given : undefined;
}

/** The files that an article names, out of the subfolder beside it, or what is wrong with each. */
export async function readFiles(
  folder: string,
  named: readonly NamedFile[],
): Promise<{ files: FoundFile[]; problems: FileProblem[] }> {
  const files: FoundFile[] = [];
  const problems: FileProblem[] = [];
  for (const [index, one] of named.entries()) {
    const read = await readFileOf(folder, typeof one === 'string' ? { file: one, name: one } : one);
    if ('problem' in read) problems.push({ field: `attachments[${index}]`, problem: read.problem });
    else files.push(read);
  }
  return { files, problems };
}

async function readFileOf(
  folder: string,
  { file, name }: { file: string; name: string },
): Promise<FoundFile | { problem: string }> {
  if (!PLAIN_NAME.test(file)) return { problem: 'is not the name of a file' };
  const path = join(folder, file);
  const found = await lstat(path).catch(() => undefined);
  if (!found?.isFile()) return { problem: `there is no file ${file} in the folder of the article` };
  if (found.size > MAX_ATTACHMENT_SIZE)
    return { problem: `has ${found.size} bytes, at most ${MAX_ATTACHMENT_SIZE} are attached` };
  const contentType = TYPES.get(extname(file).toLowerCase());
  if (!contentType) return { problem: `is none of ${[...TYPES.keys()].join(', ')}` };
  const content = await readFile(path);
  if (content.length === 0) return { problem: 'is empty' };
  const problem = contentProblem(content, contentType);
  if (problem) return { problem };
  const sha256 = createHash('sha256').update(content).digest('hex');
  return { path, size: content.length, record: { name, contentType, sha256 } };
}

/** Writes the files of an article into its subfolder, one at a time; returns what its front matter says of them. */
export async function writeFiles(
  folder: string,
  files: readonly RecordFile[],
  contentOf: (file: RecordFile) => Promise<Buffer>,
): Promise<NamedFile[]> {
  if (files.length > 0) await mkdir(folder, { recursive: true });
  const taken = new Set<string>();
  const named: NamedFile[] = [];
  for (const one of files) {
    const { name, contentType } = one;
    const file = freeName(name, contentType, taken);
    await writeFile(join(folder, file), await contentOf(one));
    named.push(file === name ? name : { file, name });
  }
  return named;
}

/** The name as it is where a folder takes it, else one like it that is not taken yet. */
export function freeName(name: string, contentType: AttachmentType, taken: Set<string>): string {
  const given = extname(name);
  const isKnown = FILE_ENDINGS[contentType].includes(given.toLowerCase());
  const extension = isKnown ? given : FILE_ENDINGS[contentType][0];
  const stem = [...(isKnown ? name.slice(0, -given.length) : name)].slice(0, MAX_STEM).join('');
  const safe = stem.replaceAll(/[^\p{L}\p{N} ._()（）《》【】-]/gu, '_').replace(/^\.+/, '_') || '_';
  for (let count = 1; ; count += 1) {
    const file = `${safe}${count > 1 ? ` (${count})` : ''}${extension}`;
    const key = file.normalize('NFC').toLowerCase();
    if (taken.has(key)) continue;
    taken.add(key);
    return file;
  }
}
