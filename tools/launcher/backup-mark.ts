import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Lies in a backup, and so in a data folder that was restored from one and not started since. */
export const BACKUP_FILE = 'backup.json';

export const markBackup = (folder: string, takenAt: Date): void =>
  writeFileSync(join(folder, BACKUP_FILE), `${JSON.stringify({ takenAt })}\n`);

export const isBackup = (folder: string): boolean => existsSync(join(folder, BACKUP_FILE));

export const unmarkBackup = (folder: string): void => rmSync(join(folder, BACKUP_FILE), { force: true });
