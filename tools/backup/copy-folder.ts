import { constants } from 'node:fs';
import { chmod, chown, copyFile, lstat, mkdir, readdir, symlink, readlink } from 'node:fs/promises';
import { join } from 'node:path';

/** Undefined for what was deleted in the meantime. */
async function unlessGone<T>(work: Promise<T>): Promise<T | undefined> {
  return work.catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
}

/**
 * Copies a folder that changes meanwhile, with owners and modes; `path` in `skip` is seen from the folder.
 * Only root may give files to others.
 */
export async function copyFolder(
  from: string,
  to: string,
  skip: (path: string) => boolean = () => false,
  path = '',
): Promise<void> {
  const [source, target] = [join(from, path), join(to, path)];
  const found = await unlessGone(lstat(source));
  if (!found || found.isSocket()) return;
  if (found.isSymbolicLink()) return symlink(await readlink(source), target);
  if (found.isDirectory()) {
    await mkdir(target, { recursive: true, mode: 0o700 });
    for (const name of (await unlessGone(readdir(source))) ?? [])
      if (!skip(join(path, name))) await copyFolder(from, to, skip, join(path, name));
  } else if (
    (await unlessGone(copyFile(source, target, constants.COPYFILE_FICLONE).then(() => true))) === undefined
  )
    return;
  await chmod(target, found.mode);
  if (process.getuid?.() === 0) await chown(target, found.uid, found.gid);
}
