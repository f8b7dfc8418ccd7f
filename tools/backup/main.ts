import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync, realpathSync, renameSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { Command } from 'commander';
import { markBackup } from '../launcher/backup-mark';
import { LaunchError, reasonOf } from '../launcher/launch-error';
import { withClient } from '../launcher/provision';
import { findRoot } from '../launcher/root';
import { loadSecrets } from '../launcher/secrets';
import { copyCluster } from './copy-cluster';
import { copyFolder } from './copy-folder';

/** Its fourth line is the port. */
function portOf(cluster: string): string {
  const file = join(cluster, 'postmaster.pid');
  const port = existsSync(file) ? readFileSync(file, 'utf8').split('\n')[3] : undefined;
  if (port) return port;
  throw new LaunchError(
    `No suite runs on ${dirname(dirname(cluster))}: start it, or copy the folder as it is.`,
  );
}

/** Everything but JetStream's store, which is filled again from the database. */
async function backUp(dataDir: string, folder: string): Promise<void> {
  if (!existsSync(join(dataDir, 'postgres')))
    throw new LaunchError(
      `There is no database in ${dataDir}: back up the one of DATABASE_URL with its own means.`,
    );
  if (existsSync(folder) && readdirSync(folder).length > 0)
    throw new LaunchError(`${folder} is not empty: name a new folder for each backup.`);
  const cluster = join(realpathSync(join(dataDir, 'postgres')), 'cluster');
  const { superuser } = loadSecrets(join(dataDir, 'secrets.json')).database;
  const url = `postgres://postgres:${encodeURIComponent(superuser)}@127.0.0.1:${portOf(cluster)}/postgres`;
  const unfinished = `${folder}.unfinished`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { recursive: true });
  const takenAt = new Date();
  await copyFolder(dirname(cluster), join(unfinished, 'postgres'), () => true);
  await withClient(url, (admin) => copyCluster(admin, cluster, join(unfinished, 'postgres', 'cluster')));
  for (const name of ['secrets.json', 'agency-system.jsonl'])
    await copyFolder(dataDir, unfinished, undefined, name);
  markBackup(unfinished, takenAt);
  spawnSync('sync');
  rmSync(folder, { recursive: true, force: true });
  renameSync(unfinished, folder);
}

const program = new Command('npm run backup --')
  .description('Copies the data of a running suite, from which it can be started again.')
  .argument('<folder>', 'a new folder')
  .action(async (given: string) => {
    const started = Date.now();
    // npm runs its scripts in the project's folder: a relative path is meant from where the person is.
    const folder = resolve(process.env.INIT_CWD ?? '', given);
    await backUp(resolve(findRoot(), process.env.QIFU_DATA_DIR || '.data'), folder);
    console.log(`The backup is in ${folder} (${((Date.now() - started) / 1000).toFixed(1)} s).`);
  });

program.parseAsync().catch((error: unknown) => {
  console.error(`No backup was made: ${reasonOf(error)}`);
  process.exitCode = 1;
});
