import { generateKeyPairSync, randomBytes, randomInt } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { AGENCIES, type AgencyCode } from './agencies';
import { LaunchError } from './launch-error';
import { NATS_USERS, type NatsUser } from './nats-permissions';

/** What a suite's parts trust one another by. Keys are base64: DER for the Ed25519 pair, raw for the others. */
export interface Secrets {
  database: { superuser: string; qifu_owner: string; desk: string; knowledge: string };
  nats: Record<NatsUser, string>;
  /** Standard Webhooks secrets: what the desk pushes, and what an agency's system delivers. */
  webhooks: Record<AgencyCode, { outbound: string; inbound: string }>;
  session: { privateKey: string; publicKey: string };
  personalData: { key: string };
  hostApp: { issuer: string; audience: string; sharedKey: string };
  demo: { password: string };
}

const WORDS = (
  'amber apple aspen basil beach berry birch brook cedar cloud coral crane daisy delta ember fern finch flora ' +
  'forest garden ginger grove harbor hazel heron honey indigo island ivory jade jasmine kite lake lemon lily ' +
  'linen lotus lunar maple meadow melon mint moss ocean olive opal orchid panda pearl pine plum pond quartz ' +
  'rain raven reed river sage silk sparrow spring stone sunny swan thyme tulip valley violet willow'
).split(' ');

function password(): string {
  return randomBytes(24).toString('base64url');
}

function webhookSecret(): string {
  return `whsec_${randomBytes(32).toString('base64')}`;
}

function record<K extends string, V>(keys: readonly K[], make: () => V): Record<K, V> {
  return Object.fromEntries(keys.map((key) => [key, make()])) as Record<K, V>;
}

function readablePassword(): string {
  const words = Array.from({ length: 3 }, () => WORDS[randomInt(WORDS.length)]);
  return `${words.join('-')}-${randomInt(10, 100)}`;
}

export function generateSecrets(): Secrets {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519', {
    privateKeyEncoding: { type: 'pkcs8', format: 'der' },
    publicKeyEncoding: { type: 'spki', format: 'der' },
  });
  return {
    database: { superuser: password(), qifu_owner: password(), desk: password(), knowledge: password() },
    nats: record(NATS_USERS, password),
    webhooks: record(
      AGENCIES.map(({ code }) => code),
      () => ({ outbound: webhookSecret(), inbound: webhookSecret() }),
    ),
    session: { privateKey: privateKey.toString('base64'), publicKey: publicKey.toString('base64') },
    personalData: { key: randomBytes(32).toString('base64') },
    hostApp: {
      issuer: 'demo-city-app',
      audience: 'qifu-desk',
      sharedKey: randomBytes(32).toString('base64'),
    },
    demo: { password: readablePassword() },
  };
}

function read(path: string): Partial<Secrets> {
  const text = readFileSync(path, 'utf8');
  try {
    const kept: unknown = JSON.parse(text);
    if (kept && typeof kept === 'object') return kept;
  } catch {
    // Said below.
  }
  throw new LaunchError(
    `${path} is damaged: restore it from a backup, or start over with "npm start -- --fresh".`,
  );
}

/**
 * Reads the secrets of a data folder; what is missing, at first everything, is generated and kept (mode 0600).
 * @param endSessions makes a new key for sessions, so that none that was signed before is good any more.
 */
export function loadSecrets(path: string, endSessions = false): Secrets {
  const kept = existsSync(path) ? read(path) : {};
  const fresh = generateSecrets();
  const secrets: Secrets = {
    database: { ...fresh.database, ...kept.database },
    nats: { ...fresh.nats, ...kept.nats },
    webhooks: { ...fresh.webhooks, ...kept.webhooks },
    session: (endSessions ? undefined : kept.session) ?? fresh.session,
    personalData: kept.personalData ?? fresh.personalData,
    hostApp: kept.hostApp ?? fresh.hostApp,
    demo: kept.demo ?? fresh.demo,
  };
  const text = `${JSON.stringify(secrets, null, 2)}\n`;
  if (text !== `${JSON.stringify(kept, null, 2)}\n`) {
    writeFileSync(`${path}.new`, text, { mode: 0o600 });
    renameSync(`${path}.new`, path);
  }
  return secrets;
}
