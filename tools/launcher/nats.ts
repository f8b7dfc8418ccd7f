import { connect as connectSocket } from 'node:net';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { connect } from 'nats';
import { LaunchError, reasonOf } from './launch-error';
import { endLeftover } from './leftovers';
import { NATS_USERS, type NatsUser, permissionsOf } from './nats-permissions';
import type { ProcessSpec } from './process';

/** How services reach NATS: the servers, and who each service is there. */
export interface NatsAccess {
  /** Without credentials. */
  url: string;
  credentials(user: NatsUser): { user: string; password: string } | undefined;
}

const list = (subjects: string[]): string =>
  `[${subjects.map((subject) => JSON.stringify(subject)).join(', ')}]`;

/** The server's configuration: JetStream in `folder`, one user per service. */
export function natsConfig(folder: string, port: number, passwords: Record<NatsUser, string>): string {
  const users = NATS_USERS.map((user) => {
    const { publish, subscribe, answers } = permissionsOf(user);
    return `    {
      user: ${user}
      password: ${JSON.stringify(passwords[user])}
      permissions {
        publish { allow: ${list(publish.allow)}, deny: ${list(publish.deny)} }
        subscribe { allow: ${list(subscribe.allow)} }
        ${answers ? 'allow_responses { max: 1, expires: "30s" }' : ''}
      }
    }`;
  });
  return `listen: "127.0.0.1:${port}"
server_name: qifu
pid_file: ${JSON.stringify(join(folder, 'nats.pid'))}
logtime: false
max_payload: 8MB
ping_interval: "2s"
ping_max: 2
jetstream {
  store_dir: ${JSON.stringify(folder)}
  max_memory_store: 64MB
  max_file_store: 8GB
}
authorization {
  users: [
${users.join('\n')}
  ]
}
`;
}

/** Ends the server that an earlier launcher left running on the folder. */
export async function endNatsLeftover(folder: string): Promise<void> {
  await endLeftover(join(folder, 'nats.pid'), join(folder, 'nats.conf'), 'SIGTERM');
}

/** Writes the configuration and tells how to run the server on it. */
export function prepareNats(
  binary: string,
  folder: string,
  port: number,
  passwords: Record<NatsUser, string>,
): ProcessSpec {
  const configFile = join(folder, 'nats.conf');
  mkdirSync(folder, { recursive: true });
  writeFileSync(configFile, natsConfig(folder, port, passwords), { mode: 0o600 });
  return {
    name: 'nats',
    command: binary,
    args: ['-c', configFile],
    noise: /\[INF\]|Plaintext passwords/,
    advice: `its store in ${join(folder, 'jetstream')} may be deleted: events are handed over again from the database`,
  };
}

/** Undefined once the server greets with JetStream on, else what is missing. */
export function probeNats(port: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    const socket = connectSocket({ host: '127.0.0.1', port, timeout: 2_000 });
    const settle = (missing?: string): void => {
      socket.destroy();
      resolve(missing);
    };
    socket.once('data', (greeting) =>
      settle(greeting.includes('"jetstream":true') ? undefined : 'nats has no JetStream'),
    );
    socket.once('timeout', () => settle('nats does not answer'));
    socket.once('error', () => settle('nats does not answer'));
  });
}

/** Takes existing servers as they are: credentials in the first URL are every service's; checks that they let us in. */
export async function useExternalNats(natsUrl: string): Promise<NatsAccess> {
  const urls = natsUrl.split(',');
  const [first = ''] = urls;
  if (!urls.every((url) => URL.canParse(url))) {
    throw new LaunchError(
      'NATS_URL is not of the form nats://user:password@host:port, of a cluster with commas in between.',
    );
  }
  const servers = urls.map((each) => {
    const { protocol, host } = new URL(each);
    return `${protocol}//${host}`;
  });
  const url = servers.join(',');
  const { username, password } = new URL(first);
  const credentials = username
    ? { user: decodeURIComponent(username), password: decodeURIComponent(password) }
    : undefined;
  try {
    const connection = await connect({
      servers,
      timeout: 5_000,
      reconnect: false,
      ...(credentials && { user: credentials.user, pass: credentials.password }),
    });
    const { jetstream } = connection.info ?? {};
    await connection.close();
    if (!jetstream) throw new LaunchError(`The NATS server at ${url} has no JetStream.`);
  } catch (error) {
    if (error instanceof LaunchError) throw error;
    throw new LaunchError(`NATS_URL (${url}) cannot be used: ${reasonOf(error)}.`);
  }
  return { url, credentials: () => credentials };
}
