import { existsSync, lstatSync, mkdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { BACKUP_FILE } from './backup-mark';
import { LaunchError, reasonOf } from './launch-error';
import { identityOf } from './leftovers';

/** Where the reference system of an agency listens: `{ "url": … }`. */
export const AGENCY_SYSTEM_FILE = 'agency-system.json';

export interface DataFolder {
  path: string;
  /** The launcher that used the folder before did not end in order. */
  crashed: boolean;
  release(): void;
}

interface Owner {
  pid: number;
  identity: string;
}

function readOwner(file: string): Owner | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Owner;
  } catch {
    return undefined;
  }
}

/** Creates the folder where needed and claims it: one launcher at a time. */
export function claimDataFolder(path: string): DataFolder {
  const file = join(path, 'launcher.json');
  let crashed = false;
  try {
    mkdirSync(path, { recursive: true });
    if (existsSync(file)) {
      const owner = readOwner(file);
      if (owner && identityOf(owner.pid) === owner.identity) {
        throw new LaunchError(`The data folder ${path} is in use by a running suite (process ${owner.pid}).`);
      }
      crashed = true;
      rmSync(file);
    }
    const owner: Owner = { pid: process.pid, identity: identityOf(process.pid) ?? '' };
    writeFileSync(file, JSON.stringify(owner), { flag: 'wx' });
  } catch (error) {
    if (error instanceof LaunchError) throw error;
    throw new LaunchError(`The data folder ${path} cannot be used: ${reasonOf(error)}.`);
  }
  return { path, crashed, release: () => rmSync(file, { force: true }) };
}

/** Deletes what the launcher keeps in the folder and nothing else, also where the database was put elsewhere. */
export function wipeDataFolder(path: string): void {
  const database = join(path, 'postgres');
  if (existsSync(database) && lstatSync(database).isSymbolicLink()) {
    rmSync(realpathSync(database), { recursive: true });
  }
  for (const name of [
    'postgres',
    'nats',
    'secrets.json',
    'agency-system.jsonl',
    AGENCY_SYSTEM_FILE,
    BACKUP_FILE,
  ]) {
    rmSync(join(path, name), { recursive: true, force: true });
  }
}
