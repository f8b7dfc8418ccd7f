import 'reflect-metadata';
import { resolve } from 'node:path';
import { AppError } from '#contracts';
import { Command } from 'commander';
import { addEval } from './eval';
import { addSearch } from './search';
import { addSpeed } from './speed';

/** npm runs its scripts in the project's folder: a relative path is meant from where the person is. */
const folderFrom = (path: string): string => resolve(process.env.INIT_CWD ?? '', path);

const program = new Command('npm run knowledge --').description('Looks after the articles.');
addEval(program, folderFrom);
addSearch(program);
addSpeed(program);
program.parseAsync().catch((error: unknown) => {
  console.error(error instanceof AppError ? `${error.message} (${error.code})` : String(error));
  process.exitCode = 1;
});
