import { createPrivateKey } from 'node:crypto';
import { SESSION_TOKEN_ALGORITHM, SESSION_TOKEN_ISSUER } from '#messaging';
import { SignJWT } from 'jose';
import { v7 as uuid } from 'uuid';
import type { RunningSuite } from '../launcher/suite';
import { settledMemory } from './memory';
import { Wire } from './wire';

const WARM_UP = 200;
const AT_ONCE = 20;

/** Bytes of the gateway's memory per signed-in business that only listens. Sessions are signed with the suite's own key. */
export async function measureIdleConnections(suite: RunningSuite, connections: number): Promise<number> {
  const [url = ''] = suite.urls;
  const pid = suite.processes.get('gateway-1')?.pid;
  const token = tokens(suite);
  const open = async (): Promise<Wire> => Wire.open(url, await token());
  const wires: Wire[] = [];
  const openUpTo = async (count: number): Promise<void> => {
    while (wires.length < count) wires.push(...(await Promise.all(Array.from({ length: AT_ONCE }, open))));
  };
  await openUpTo(WARM_UP);
  const before = await settledMemory(pid);
  await openUpTo(WARM_UP + connections);
  const after = await settledMemory(pid);
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
