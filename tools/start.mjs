// The bootstrap behind the npm scripts: `node tools/start.mjs <target> [arguments]`. Runs on any Node from 20 on,
// installs and builds what is missing, then hands over to the compiled target on the project's own Node.
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const bin = join(root, 'node_modules', '.bin');
const lock = join(root, '.data', 'setup.lock');
const buildStamp = join(root, 'dist', '.built');

/** What each target runs, as arguments to node. */
const TARGETS = {
  start: ['dist/tools/launcher/main.js'],
  test: ['node_modules/jest/bin/jest.js'],
  check: ['tools/check.mjs'],
  backup: ['dist/tools/backup/main.js'],
  demo: ['dist/tools/demo/main.js'],
  bench: ['dist/tools/bench/main.js'],
  'bench:orders': ['dist/tools/bench/orders.main.js'],
  'bench:exports': ['dist/tools/bench/exports.main.js'],
  matters: ['dist/tools/matters/main.js'],
  knowledge: ['dist/tools/knowledge/main.js'],
};

class SetupError extends Error {}

function readLockedPackages(path) {
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')).packages : undefined;
}

/** npm records what it installed in node_modules/.package-lock.json; packages for other platforms are not in it. */
function dependenciesAreCurrent() {
  const wanted = readLockedPackages(join(root, 'package-lock.json'));
  const installed = readLockedPackages(join(root, 'node_modules', '.package-lock.json'));
  if (!installed || !existsSync(join(bin, 'node'))) return false;
  const sameVersion = (path) => installed[path]?.version === wanted[path]?.version;
  return (
    Object.keys(installed).every(sameVersion) &&
    Object.keys(wanted).every(
      (path) => path === '' || sameVersion(path) || (wanted[path].optional && !installed[path]),
    )
  );
}

/** Folders count too: their time changes when a file in them is deleted or renamed. */
function newestChange(path) {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat) return 0;
  if (!stat.isDirectory()) return stat.mtimeMs;
  return Math.max(stat.mtimeMs, ...readdirSync(path).map((name) => newestChange(join(path, name))));
}

function buildIsCurrent() {
  const built = statSync(buildStamp, { throwIfNoEntry: false });
  const sources = ['apps', 'libs', 'tools', 'package.json', 'nest-cli.json', '.swcrc'];
  return built !== undefined && sources.every((name) => newestChange(join(root, name)) <= built.mtimeMs);
}

function run(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, stdio: 'inherit', ...options });
    child.on('error', () =>
      reject(new SetupError(`${command} cannot be run: is it installed and on the PATH?`)),
    );
    child.on('exit', (code) => resolve(code === 0));
  });
}

async function npm(args, message, failure) {
  console.log(message);
  const started = Date.now();
  const heartbeat = setInterval(
    () => console.log(`  … still at it (${Math.round((Date.now() - started) / 1000)} s)`),
    10_000,
  );
  // `npm ci` deletes node_modules, so it must not run on the Node that lives there.
  const path = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== bin);
  const ok = await run('npm', args, { env: { ...process.env, PATH: path.join(delimiter) } }).finally(() =>
    clearInterval(heartbeat),
  );
  if (!ok) throw new SetupError(failure);
}

async function prepare() {
  if (!dependenciesAreCurrent()) {
    await npm(
      ['ci', '--no-audit', '--no-fund'],
      'Installing the dependencies (about a minute the first time) …',
      'The dependencies could not be installed: npm ci failed (see above); it needs the npm registry.',
    );
  }
  if (!buildIsCurrent()) {
    const started = new Date();
    await npm(['run', '--silent', 'build'], 'Building …', 'The build failed (see above).');
    writeFileSync(buildStamp, '');
    utimesSync(buildStamp, started, started);
  }
}

function isAlive(pid) {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** One set-up at a time: `npm start` and `npm test` may be called at the same moment in a fresh clone. */
async function alone(work) {
  mkdirSync(dirname(lock), { recursive: true });
  for (let waited = false; ; waited = true) {
    try {
      writeFileSync(lock, String(process.pid), { flag: 'wx' });
      break;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    if (!waited) console.log('Waiting for another set-up in this folder …');
    await new Promise((resolve) => setTimeout(resolve, 500));
    const owner = Number(existsSync(lock) ? readFileSync(lock, 'utf8') : 0);
    if (owner && !isAlive(owner)) rmSync(lock, { force: true });
  }
  try {
    await work();
  } finally {
    rmSync(lock, { force: true });
  }
}

/** What runs on this machine is not asked through a proxy, where Node is told to use one. */
function withoutProxyForOurselves({ no_proxy, NO_PROXY, ...env }) {
  const around = [no_proxy || NO_PROXY, '127.0.0.1', 'localhost'].filter(Boolean).join(',');
  return { ...env, no_proxy: around, NO_PROXY: around };
}

/** The target ends with us, however we end: signals are passed on, and a lost IPC channel tells it of a `kill -9`. */
function handOver(target, args) {
  const child = spawn(join(bin, 'node'), [...TARGETS[target], ...args], {
    cwd: root,
    env: withoutProxyForOurselves(process.env),
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  if (process.env.npm_command) {
    const parent = process.ppid;
    setInterval(() => process.ppid !== parent && child.kill('SIGTERM'), 1_000).unref();
  }
  child.on('exit', (code, signal) => process.exit(code ?? 128 + constants.signals[signal]));
}

async function main([target, ...args]) {
  if (!Object.hasOwn(TARGETS, target ?? '')) {
    throw new SetupError(`Usage: node tools/start.mjs ${Object.keys(TARGETS).join('|')} [arguments]`);
  }
  if (Number.parseInt(process.versions.node, 10) < 20) {
    throw new SetupError(`Node.js 20 or newer is needed; this is ${process.version}.`);
  }
  if (!dependenciesAreCurrent() || !buildIsCurrent()) await alone(prepare);
  handOver(target, args);
}

main(process.argv.slice(2)).catch((error) => {
  console.error(error instanceof SetupError ? error.message : `The set-up failed: ${error.message}`);
  process.exit(1);
});
