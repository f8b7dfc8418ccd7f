import { createServer, type AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { LaunchError } from './launch-error';

const HOST = '127.0.0.1';

/** Listens for a moment; port 0 lets the system choose. Resolves to the port, rejects when it cannot be had. */
function tryPort(port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(port, HOST, () => {
      const chosen = (server.address() as AddressInfo).port;
      server.close(() => resolve(chosen));
    });
  });
}

/** Throws one sentence when the port is taken; `patienceMs` is for what an earlier run is still giving up. */
export async function requirePort(port: number, user: string, hint: string, patienceMs = 0): Promise<void> {
  for (const deadline = Date.now() + patienceMs; ; await sleep(100)) {
    try {
      await tryPort(port);
      return;
    } catch (error) {
      if (Date.now() < deadline) continue;
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EADDRNOTAVAIL')
        throw new LaunchError(`This machine has no address ${HOST}, on which ${user} is to listen.`);
      const taken = code === 'EADDRINUSE';
      throw new LaunchError(`Port ${port} for ${user} ${taken ? 'is taken' : 'cannot be used'}: ${hint}.`);
    }
  }
}

/** Distinct ports that were free a moment ago. */
export async function freePorts(count: number): Promise<number[]> {
  const ports = new Set<number>();
  while (ports.size < count) ports.add(await tryPort(0));
  return [...ports];
}
