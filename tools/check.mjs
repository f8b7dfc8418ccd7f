// `npm run check`: what must hold besides the tests. Every part runs, also after one has failed.
import { spawnSync } from 'node:child_process';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const PARTS = {
  Format: 'prettier --check --log-level warn .',
  Lint: 'eslint .',
  Types: 'tsc -p .',
  'Dependency rules': 'depcruise apps libs tools test',
  'Dead code': 'knip --no-config-hints',
  'Generated documents': 'jest --reporters default --runTestsByPath test/contract/documents.spec.ts',
};

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const PATH = join(root, 'node_modules', '.bin') + delimiter + process.env.PATH;

const holds = (command) =>
  spawnSync(command, { cwd: root, shell: true, stdio: 'inherit', env: { ...process.env, PATH } }).status ===
  0;

const failed = Object.entries(PARTS).flatMap(([part, command]) => {
  console.log(`\n── ${part} (${command})`);
  return holds(command) ? [] : [part];
});

console.log(
  failed.length === 0 ? '\nThe check has passed.' : `\nThe check has failed: ${failed.join(', ')}.`,
);
process.exitCode = failed.length === 0 ? 0 : 1;
