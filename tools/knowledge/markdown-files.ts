import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ArticleRecord } from '#contracts';
import { LineCounter, parseDocument, stringify } from 'yaml';
import { allSound, LIMITS, refuse, toArticle, type FoundArticle, type Problem } from './article-source';

const FRONT_MATTER = /^\uFEFF?---\r?\n([\s\S]*?)\r?\n---[ \t]*(?:\r?\n|$)/;
/** Between the Chinese text and the English one. */
const ENGLISH = /^[ \t]*<!--[ \t]*en[ \t]*-->[ \t]*$/m;

/**
 * Every *.md of a folder and of the folders in it: front matter in YAML, then the Chinese text, then after a line
 * `<!-- en -->` the English one.
 * @throws ImportError naming file, field and reason of every problem.
 */
export async function readMarkdownFolder(folder: string): Promise<FoundArticle[]> {
  const names = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith('.md')).sort();
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
  return allSound(read);
}

async function readMarkdownFile(folder: string, name: string): Promise<ReturnType<typeof toArticle>> {
  const { size } = await stat(join(folder, name));
  if (size > LIMITS.markdownBytes) {
    return {
      problems: [{ file: name, problem: `has ${size} bytes, at most ${LIMITS.markdownBytes} are read` }],
    };
  }
  return parseArticle(name, await readFile(join(folder, name), 'utf8'));
}

export function parseArticle(file: string, text: string): ReturnType<typeof toArticle> {
  const [head, yaml] = FRONT_MATTER.exec(text) ?? [];
  if (head === undefined || yaml === undefined) {
    return {
      problems: [
        { file, field: 'front matter', problem: 'the file must begin with --- and YAML, closed by ---' },
      ],
    };
  }
  const fields = parseFrontMatter(file, yaml);
  if ('problems' in fields) return fields;
  const [zh = '', ...rest] = text.slice(head.length).split(ENGLISH);
  const body = { zh: zh.trim(), en: rest.join('\n').trim() };
  return toArticle({ file }, { ...fields.values, body });
}

function parseFrontMatter(file: string, yaml: string): { values: object } | { problems: Problem[] } {
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
    if (typeof values === 'object' && values !== null && !Array.isArray(values)) return { values };
    return { problems: [wrong(2, 'must be fields such as "matterCode: SCJG-01"')] };
  } catch (error) {
    // An alias without an anchor, or too many of them, shows only when the document is put together.
    return { problems: [wrong(2, error instanceof Error ? error.message : String(error))] };
  }
}

/** What `parseArticle` reads. */
export function formatArticle({ body, ...fields }: ArticleRecord): string {
  const present = Object.fromEntries(
    Object.entries(fields).filter(
      ([, value]) => value !== null && !(Array.isArray(value) && value.length === 0),
    ),
  );
  return `---\n${stringify(present)}---\n\n${body.zh}\n\n<!-- en -->\n\n${body.en}\n`;
}

/** One file per article, named after its matter and id; returns how many. */
export async function writeMarkdownFolder(
  folder: string,
  articles: AsyncIterable<ArticleRecord>,
): Promise<number> {
  await mkdir(folder, { recursive: true });
  let count = 0;
  for await (const article of articles) {
    await writeFile(join(folder, `${article.matterCode}-${article.id ?? ''}.md`), formatArticle(article));
    count += 1;
  }
  return count;
}
