import 'reflect-metadata';
import { resolve } from 'node:path';
import { AppError, type ErrorCode, type MatterImportReport } from '#contracts';
import { Command } from 'commander';
import { CatalogueError, readCatalogue } from '../../apps/enterprise-desk/src/matters/catalogue-files';
import { Api } from '../client/api';
import { askPassword } from '../client/ask-password';
import { formatReport } from './report';

interface ImportOptions {
  dryRun: boolean;
  url: string;
  login: string;
  password?: string;
}

/** After any other failure, whether the import went through is for a dry run to show. */
const REFUSALS: ReadonlySet<ErrorCode> = new Set(['INVALID_ARGUMENT', 'UNAUTHENTICATED', 'FORBIDDEN']);

/** npm runs its scripts in the project's folder: a relative path is meant from where the person is. */
const folderFrom = (path: string): string => resolve(process.env.INIT_CWD ?? '', path);

async function check(folder: string): Promise<string> {
  const agencies = await readCatalogue(folderFrom(folder));
  const matters = agencies.flatMap((agency) => agency.matters);
  const unverified = matters.filter(({ verified }) => !verified).length;
  return `${matters.length} matters of ${agencies.length} agencies are sound, ${unverified} of them not yet verified.`;
}

async function importFolder(
  folder: string,
  { dryRun, url, login, ...given }: ImportOptions,
): Promise<string> {
  const agencies = await readCatalogue(folderFrom(folder));
  const password = given.password ?? process.env.QIFU_PASSWORD ?? (await askPassword(login));
  const api = new Api(url);
  const { token } = await api.signIn(login, password);
  const report = await api.as(token).post<MatterImportReport>('/matters/import', { agencies, dryRun });
  return formatReport(report, agencies);
}

function explain(error: unknown): string {
  if (error instanceof CatalogueError)
    return `The catalogue is not sound:\n${error.message}\nNothing was changed.`;
  if (!(error instanceof AppError)) return String(error);
  const fields = (error.details?.fields ?? []).map(({ field, problem }) => `${field}: ${problem}`);
  const refused = REFUSALS.has(error.code) ? ['Nothing was changed.'] : [];
  return [`${error.message} (${error.code})`, ...fields, ...refused].join('\n');
}

const program = new Command('npm run matters --').description('Looks after the catalogue of matters.');
program
  .command('check <folder>')
  .description('tells what is wrong with the *.yaml files of a folder, without a running suite')
  .action(async (folder: string) => console.log(await check(folder)));
program
  .command('import <folder>')
  .description('makes the *.yaml files of a folder the whole catalogue of a running suite')
  .option('--dry-run', 'only show what would change', false)
  .option('--url <url>', 'of the gateway', 'http://127.0.0.1:3000')
  .option('--login <login>', 'an administrator', 'admin')
  .option('--password <password>', 'else QIFU_PASSWORD, else it is asked for')
  .action(async (folder: string, options: ImportOptions) => console.log(await importFolder(folder, options)));
program.parseAsync().catch((error: unknown) => {
  console.error(explain(error));
  process.exitCode = 1;
});
