import 'reflect-metadata';
import { resolve } from 'node:path';
import { AppError } from '#contracts';
import { Command } from 'commander';
import { ImportError } from './article-source';
import { addEval } from './eval';
import { addExchange } from './exchange';
import { addFit } from './fit';
import { addSearch } from './search';
import { addSpeed } from './speed';

/** npm runs its scripts in the project's folder: a relative path is meant from where the person is. */
const pathFrom = (path: string): string => resolve(process.env.INIT_CWD ?? '', path);

function explain(error: unknown): string {
  if (error instanceof ImportError) return `${error.message}\nNothing was changed.`;
  if (!(error instanceof AppError)) return String(error);
  const fields = (error.details?.fields ?? []).map(({ field, problem }) => `${field}: ${problem}`);
  return [`${error.message} (${error.code})`, ...fields].join('\n');
}

const program = new Command('npm run knowledge --').description('Looks after the articles.');
addExchange(program, pathFrom);
addEval(program, pathFrom);
addFit(program, pathFrom);
addSearch(program);
addSpeed(program);
program.parseAsync().catch((error: unknown) => {
  console.error(explain(error));
  process.exitCode = 1;
});
