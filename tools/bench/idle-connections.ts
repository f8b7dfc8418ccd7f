import { createPrivateKey } from 'node:crypto';
import { SESSION_TOKEN_ALGORITHM, SESSION_TOKEN_ISSUER } from '#messaging';
import { SignJWT } from 'jose';
import { v7 as uuid } from 'uuid';
import type { RunningSuite } from '../launcher/suite';
import { INSPECTOR_PORT, liveMemory, openInspector } from './memory';
import { Wire } from './wire';

const WARM_UP = 200;
const AT_ONCE = 20;

/** Live bytes in the gateway per signed-in business that only listens. Sessions are signed with the suite's own key. */
export async function measureIdleConnections(suite: RunningSuite, connections: number): Promise<number> {
  const [url = ''] = suite.urls;
  const pid = suite.processes.get('gateway-1')?.pid;
  if (pid === undefined) throw new Error('The gateway does not run.');
  await openInspector(pid);
  const token = tokens(suite);
  const open = async (): Promise<Wire> => Wire.open(url, await token());
  const wires: Wire[] = [];
  const openUpTo = async (count: number): Promise<void> => {
    while (wires.length < count) wires.push(...(await Promise.all(Array.from({ length: AT_ONCE }, open))));
  };
  await openUpTo(WARM_UP);
  const before = await liveMemory(INSPECTOR_PORT);
  await openUpTo(WARM_UP + connections);
  const after = await liveMemory(INSPECTOR_PORT);
  for (const wire of wires) wire.close();
  return (after - before) / connections;
}

function tokens({ secrets }: RunningSuite): () => Promise<string> {
  const key = createPrivateKey({
    key: Buffer.from(secrets.session.privateKey, 'base64'),
    format: 'der',
    type: 'pkcs8',
  });
  return () =>
    new SignJWT({ role: 'business', name: '试**', enterpriseId: uuid() })
      .setProtectedHeader({ alg: SESSION_TOKEN_ALGORITHM })
      .setIssuer(SESSION_TOKEN_ISSUER)
      .setSubject(uuid())
      .setJti(uuid())
      .setExpirationTime('1h')
      .sign(key);
}
