import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { AppError, type ArticleImportReport, type ArticleRecord } from '#contracts';
import { Option, type Command } from 'commander';
import { Api } from '../client/api';
import { askPassword } from '../client/ask-password';
import { LIMITS, problemsOf, refuse, type FoundArticle } from './article-source';
import { writeCsv } from './csv-file';
import { writeMarkdownFolder } from './markdown-files';
import { readArticles } from './read-articles';
import { formatReport } from './report';
import { writeXlsx } from './xlsx-file';

interface Desk {
  url: string;
  login: string;
  password?: string;
}

async function signedIn({ url, login, ...given }: Desk): Promise<Api> {
  const password = given.password ?? (await askPassword(login));
  const api = new Api(url);
  const { token } = await api.signIn(login, password);
  return api.as(token);
}

async function importArticles(
  path: string,
  { dryRun, ...desk }: Desk & { dryRun: boolean },
): Promise<string> {
  const found = await readArticles(path);
  const articles = found.map(({ record }) => record);
  const size = Buffer.byteLength(JSON.stringify(articles));
  if (size > LIMITS.requestBytes) {
    refuse([
      {
        file: path,
        problem: `${size} bytes of articles, at most ${LIMITS.requestBytes} are imported at once`,
      },
    ]);
  }
  const api = await signedIn(desk);
  const run = (isDry: boolean): Promise<ArticleImportReport> =>
    api.post<ArticleImportReport>('/articles/import', { articles, dryRun: isDry });
  try {
    if (!dryRun) await bringFiles(api, found, run);
    return formatReport(await run(dryRun), found);
  } catch (error) {
    if (error instanceof AppError && error.code === 'INVALID_ARGUMENT') refuse(problemsOf(error, found));
    throw error;
  }
}

/** Whatever the desk has not got yet: it is asked, so that nothing is brought for what would be refused. */
async function bringFiles(
  api: Api,
  found: readonly FoundArticle[],
  run: (isDry: boolean) => Promise<ArticleImportReport>,
): Promise<void> {
  const files = new Map(
    found.flatMap((one) => (one.files ?? []).map((file) => [file.record.sha256, file] as const)),
  );
  if (files.size === 0) return;
  const { missingFiles } = await run(true);
  for (const hash of missingFiles) {
    const file = files.get(hash);
    if (!file) continue;
    const content = (await readFile(file.path)).toString('base64');
    await api.post('/articles/import/files', { contentType: file.record.contentType, content });
  }
}

async function exportArticles(
  path: string,
  { matter, ...desk }: Desk & { matter?: string },
): Promise<string> {
  const api = await signedIn(desk);
  const articles = api.all<ArticleRecord>('/articles/export', { matterCode: matter });
  const kind = extname(path).toLowerCase();
  const fetchFile = (id: string, attachmentId: string): Promise<Buffer> =>
    api.download(`/articles/${id}/attachments/${attachmentId}`);
  const count = await (kind === '.csv'
    ? writeCsv(path, articles)
    : kind === '.xlsx'
      ? writeXlsx(path, articles)
      : writeMarkdownFolder(path, articles, fetchFile));
  return `${count} articles are in ${path}.`;
}

function addCommand(program: Command, usage: string, description: string): Command {
  return program
    .command(usage)
    .description(description)
    .option('--url <url>', 'of the gateway', 'http://127.0.0.1:3000')
    .option('--login <login>', 'an editor', 'fang.zhi')
    .addOption(new Option('--password <password>', 'else it is asked for').env('QIFU_PASSWORD'));
}

/** Articles into a running suite and out of it. */
export function addExchange(program: Command, pathFrom: (path: string) => string): void {
  addCommand(
    program,
    'import <path>',
    'imports a folder of Markdown, a .csv or an .xlsx as drafts, all or nothing',
  )
    .option('--dry-run', 'only show what would change', false)
    .action(async (path: string, options: Desk & { dryRun: boolean }) =>
      console.log(await importArticles(pathFrom(path), options)),
    );
  addCommand(program, 'export <path>', 'writes what holds now to a folder of Markdown, a .csv or an .xlsx')
    .option('--matter <code>', 'of this matter alone')
    .action(async (path: string, options: Desk & { matter?: string }) =>
      console.log(await exportArticles(pathFrom(path), options)),
    );
}
