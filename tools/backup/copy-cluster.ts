import { writeFile, chown, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Client } from 'pg';
import { copyFolder } from './copy-folder';

const LOG = 'pg_wal';
/** What a server makes anew; PostgreSQL's manual names them for backups of this kind. */
const MADE_ANEW =
  /^(postmaster\.(pid|opts)|(pg_wal|pg_replslot|pg_dynshmem|pg_notify|pg_serial|pg_snapshots|pg_stat_tmp|pg_subtrans)\/.*|(.*\/)?pgsql_tmp.*)$/;

/**
 * Copies the files of a server that runs, such that one started on them has everything that was committed before. The slot
 * keeps the log of the meantime and goes with the connection.
 */
export async function copyCluster(admin: Client, cluster: string, target: string): Promise<void> {
  await admin.query(
    `SELECT pg_create_physical_replication_slot('qifu_backup_' || pg_backend_pid(), true, true)`,
  );
  const started = await admin.query<{ segment: string }>(
    `SELECT pg_walfile_name(pg_backup_start('qifu', fast => true)) AS segment`,
  );
  await copyFolder(cluster, target, (path) => MADE_ANEW.test(path));
  const stopped = await admin.query<{ segment: string; label: string }>(
    'SELECT pg_walfile_name(lsn) AS segment, labelfile AS label FROM pg_backup_stop(wait_for_archive => false)',
  );
  const [first = '', last = ''] = [started.rows[0]?.segment, stopped.rows[0]?.segment];
  const isNeeded = (path: string): boolean => {
    const name = path.slice(LOG.length + 1);
    return name.endsWith('.history') || (/^[0-9A-F]{24}$/.test(name) && name >= first && name <= last);
  };
  await copyFolder(cluster, target, (path) => path !== LOG && !isNeeded(path), LOG);
  const label = join(target, 'backup_label');
  await writeFile(label, stopped.rows[0]?.label ?? '', { mode: 0o600 });
  const { uid, gid } = await stat(cluster);
  if (process.getuid?.() === 0) await chown(label, uid, gid);
}
