import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { MAX_ATTACHMENTS, type ArticleRecord } from '#contracts';
import { LineCounter, parseDocument, stringify } from 'yaml';
import { namedFiles, readFiles, writeFiles, type FetchFile, type NamedFile } from './article-files';
import {
  allSound,
  LIMITS,
  NO_CHARACTER,
  NOT_UTF8,
  refuse,
  toArticle,
  type FoundArticle,
  type Problem,
} from './article-source';

const FRONT_MATTER = /^\uFEFF?---\n([\s\S]*?)\n---[ \t]*(?:\n|$)/;
/** Before the text in another language. */
const LANGUAGE = /^[ \t]*<!--[ \t]*([a-z]{2})[ \t]*-->[ \t]*$/m;
/** A line of a text that looks like one has a backslash before it, which is taken off again. */
const IN_TEXT = /^([ \t]*)(\\*<!--[ \t]*[a-z]{2}[ \t]*-->[ \t]*)$/gm;
const ESCAPED = /^([ \t]*)\\(\\*<!--[ \t]*[a-z]{2}[ \t]*-->[ \t]*)$/gm;
const escaped = (text: string): string => text.replaceAll(IN_TEXT, String.raw`$1\$2`);
const unescaped = (text: string): string => text.replaceAll(ESCAPED, '$1$2').trim();

/**
 * Every *.md of a folder and of the folders in it: front matter in YAML, then the Chinese text, then after a line
 * `<!-- en -->` the English one, and so in every other language. The files that the front matter of `a.md` names lie in the folder `a` beside it; what
 * lies there is no article.
 * @throws ImportError naming file, field and reason of every problem.
 */
export async function readMarkdownFolder(folder: string): Promise<FoundArticle[]> {
  const all = (await readdir(folder, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.name.endsWith('.md') && !entry.isDirectory())
    .map(({ parentPath, name }) => relative(folder, join(parentPath, name)))
    .sort();
  const subfolders = new Set(all.map(subfolderOf));
  const names = all.filter((name) => !subfolders.has(dirname(name)));
  if (names.length === 0) refuse([{ file: folder, problem: 'has no *.md file' }]);
  if (names.length > LIMITS.rows) {
    refuse([
      {
        file: folder,
        problem: `has ${names.length} *.md files, at most ${LIMITS.rows} are imported at once`,
      },
    ]);
  }
  const read: ReturnType<typeof toArticle>[] = [];
  for (const name of names) read.push(await readMarkdownFile(folder, name));
  const found = allSound(read);
  const attached = found.flatMap(({ files = [] }) => files).reduce((sum, { size }) => sum + size, 0);
  if (attached > LIMITS.attachedBytes) {
    const problem = `names files of ${attached} bytes, at most ${LIMITS.attachedBytes} are imported at once`;
    refuse([{ file: folder, problem }]);
  }
  return found;
}

const subfolderOf = (name: string): string => name.slice(0, -'.md'.length);

async function readMarkdownFile(folder: string, name: string): Promise<ReturnType<typeof toArticle>> {
  const { size } = await stat(join(folder, name));
  if (size > LIMITS.markdownBytes) {
    return {
      problems: [{ file: name, problem: `has ${size} bytes, at most ${LIMITS.markdownBytes} are read` }],
    };
  }
  const read = parseFields(name, await readFile(join(folder, name), 'utf8'));
  if ('problems' in read) return read;
  const { attachments, ...fields } = read.values;
  if (attachments === undefined) return toArticle({ file: name }, fields);
  const named = namedFiles(attachments);
  if (!named) {
    const problem = `must be a list of at most ${MAX_ATTACHMENTS} names, each a text or { file, name }`;
    return { problems: [{ file: name, field: 'attachments', problem }] };
  }
  const { files, problems } = await readFiles(join(folder, subfolderOf(name)), named);
  const article = toArticle(
    { file: name, files },
    { ...fields, attachments: files.map(({ record }) => record) },
  );
  if (problems.length === 0) return article;
  const others = 'problems' in article ? article.problems : [];
  return { problems: [...problems.map((problem) => ({ file: name, ...problem })), ...others] };
}

/** One that names no files. */
export function parseArticle(file: string, text: string): ReturnType<typeof toArticle> {
  const read = parseFields(file, text);
  return 'problems' in read ? read : toArticle({ file }, read.values);
}

function parseFields(
  file: string,
  written: string,
): { values: Record<string, unknown> } | { problems: Problem[] } {
  const text = written.replaceAll('\r\n', '\n');
  const garbled = text.split('\n').findIndex((line) => line.includes(NO_CHARACTER));
  if (garbled >= 0) return { problems: [{ file, field: `line ${garbled + 1}`, problem: NOT_UTF8 }] };
  const [head, yaml] = FRONT_MATTER.exec(text) ?? [];
  if (head === undefined || yaml === undefined) {
    return {
      problems: [
        { file, field: 'front matter', problem: 'the file must begin with --- and YAML, closed by ---' },
      ],
    };
  }
  const languages = [...text.matchAll(new RegExp(LANGUAGE, 'gm'))].map(([, language = '']) => language);
  const twice = languages.find((language, index) => languages.indexOf(language) !== index);
  if (twice) return { problems: [{ file, field: `body.${twice}`, problem: 'is there twice' }] };
  const fields = parseFrontMatter(file, yaml);
  if ('problems' in fields) return fields;
  return { values: { ...fields.values, ...textsOf(fields.values, text.slice(head.length)) } };
}

/** Titles in other languages stand beside the Chinese one, the texts one after the other. */
function textsOf({ title }: { title?: unknown }, text: string): Record<string, unknown> {
  const [zh = '', ...rest] = text.split(LANGUAGE);
  const bodies = new Map<string, string>();
  for (let index = 0; index < rest.length; index += 2) bodies.set(rest[index] ?? '', rest[index + 1] ?? '');
  const body = { zh: unescaped(zh), en: unescaped(bodies.get('en') ?? '') };
  bodies.delete('en');
  const titles = isFields(title) ? title : {};
  const others = Object.keys(titles).filter((language) => language !== 'zh' && language !== 'en');
  const languages = [...new Set([...others, ...bodies.keys()])].sort();
  if (languages.length === 0) return { body };
  const own = Object.fromEntries(Object.entries(titles).filter(([language]) => !others.includes(language)));
  const texts = languages.map((language) => ({
    language,
    title: titles[language],
    body: unescaped(bodies.get(language) ?? ''),
  }));
  return { title: own, body, texts };
}

const isFields = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function parseFrontMatter(
  file: string,
  yaml: string,
): { values: Record<string, unknown> } | { problems: Problem[] } {
  const lineCounter = new LineCounter();
  const document = parseDocument(yaml, { lineCounter, prettyErrors: false });
  const wrong = (line: number, problem: string): Problem => ({
    file,
    field: `front matter, line ${line}`,
    problem,
  });
  if (document.errors.length > 0) {
    // The front matter begins on the file's second line.
    return {
      problems: document.errors.map(({ pos, message }) =>
        wrong(lineCounter.linePos(pos[0]).line + 1, message),
      ),
    };
  }
  try {
    const values: unknown = document.toJS();
    if (isFields(values)) return { values };
    return { problems: [wrong(2, 'must be fields such as "matterCode: SCJG-01"')] };
  } catch (error) {
    // An alias without an anchor, or too many of them, shows only when the document is put together.
    return { problems: [wrong(2, error instanceof Error ? error.message : String(error))] };
  }
}

/** What is read as an article that names these files. */
export function formatArticle(
  { title, body, texts = [], attachments: _, ...fields }: ArticleRecord,
  attachments: readonly NamedFile[] = [],
): string {
  const titles = Object.fromEntries(texts.map((text) => [text.language, text.title]));
  const present = Object.fromEntries(
    Object.entries({ ...fields, title: { ...title, ...titles }, attachments }).filter(
      ([, value]) => value !== null && !(Array.isArray(value) && value.length === 0),
    ),
  );
  const others = texts.map((text) => `\n<!-- ${text.language} -->\n\n${escaped(text.body)}\n`).join('');
  return `---\n${stringify(present)}---\n\n${escaped(body.zh)}\n\n<!-- en -->\n\n${escaped(body.en)}\n${others}`;
}

/** One file per article, named after its matter and id, with a folder of its files beside it; returns how many. */
export async function writeMarkdownFolder(
  folder: string,
  articles: AsyncIterable<ArticleRecord>,
  fetchFile: FetchFile,
): Promise<number> {
  await mkdir(folder, { recursive: true });
  let count = 0;
  for await (const article of articles) {
    const path = join(folder, `${article.matterCode}-${article.id ?? ''}`);
    const named = await writeFiles(path, article.attachments ?? [], (file) =>
      fetchFile(article.id ?? '', file.id ?? ''),
    );
    await writeFile(`${path}.md`, formatArticle(article, named));
    count += 1;
  }
  return count;
}
