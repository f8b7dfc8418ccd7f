import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { LaunchError } from './launch-error';
import { type Output, step } from './output';
import { SupervisedProcess } from './process';
import type { Watchdog } from './watchdog';

/** Debian puts servers into /usr/sbin, which is not on everyone's PATH. */
const SEARCH =
  'PATH="$PATH:/usr/local/bin:/usr/local/sbin:/usr/sbin:/sbin:/opt/homebrew/bin"; command -v "$0"';

const INSTALLERS = [
  {
    tool: 'apt-get',
    asRoot: true,
    commands: [
      'apt-get update',
      'env DEBIAN_FRONTEND=noninteractive apt-get install -y -o DPkg::Lock::Timeout=60 nats-server',
    ],
  },
  { tool: 'dnf', asRoot: true, commands: ['dnf install -y nats-server'] },
  { tool: 'apk', asRoot: true, commands: ['apk add nats-server'] },
  { tool: 'brew', asRoot: false, commands: ['brew install nats-server'] },
];

const BY_HAND =
  'install it ("apt-get install nats-server" on Debian, "brew install nats-server" on macOS, or a binary from ' +
  'https://github.com/nats-io/nats-server/releases on the PATH), or set NATS_URL to a running server';

function findProgram(name: string): string | undefined {
  return spawnSync('sh', ['-c', SEARCH, name], { encoding: 'utf8' }).stdout.trim() || undefined;
}

function succeeds(command: string, ...args: string[]): boolean {
  return spawnSync(command, args, { stdio: 'ignore' }).status === 0;
}

/** The package starts a server of its own where systemd runs; the suite runs its own instead. */
function stopSystemService(prefix: string[]): void {
  if (!existsSync('/run/systemd/system')) return;
  const [command = '', ...args] = [...prefix, 'systemctl', 'disable', '--now', 'nats-server'];
  succeeds(command, ...args);
}

async function install(output: Output, watchdog: Watchdog, signal: AbortSignal): Promise<void> {
  const installer = INSTALLERS.find(({ tool }) => findProgram(tool));
  const needsSudo = installer?.asRoot === true && process.getuid?.() !== 0;
  if (!installer || (needsSudo && !succeeds('sudo', '-n', 'true'))) {
    throw new LaunchError(`nats-server is not on the PATH and cannot be installed from here: ${BY_HAND}.`);
  }
  const prefix = needsSudo ? ['sudo', '-n'] : [];
  for (const line of installer.commands) {
    const [command = '', ...args] = [...prefix, ...line.split(' ')];
    const run = new SupervisedProcess(
      { name: installer.tool, command, args, silent: true },
      output,
      watchdog,
    );
    // A package source that cannot be reached need not be the one that has nats-server.
    await run.complete(signal).catch((error: unknown) => {
      signal.throwIfAborted();
      if (line === installer.commands.at(-1)) {
        throw new LaunchError(
          `nats-server could not be installed (${(error as Error).message}): ${BY_HAND}.`,
        );
      }
    });
  }
  stopSystemService(prefix);
}

/** The path of nats-server, which is installed by the system's package manager where it is missing. */
export async function findNatsServer(
  output: Output,
  watchdog: Watchdog,
  signal: AbortSignal,
): Promise<string> {
  const found = findProgram('nats-server');
  if (found) return found;
  await step(output, 'nats-server is installed', () => install(output, watchdog, signal));
  const installed = findProgram('nats-server');
  if (!installed) throw new LaunchError(`nats-server was installed but is not on the PATH: ${BY_HAND}.`);
  return installed;
}
