import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The repository's folder, seen from the sources and from dist/ alike. */
export function findRoot(folder = __dirname): string {
  return existsSync(join(folder, 'package.json')) ? folder : findRoot(dirname(folder));
}
