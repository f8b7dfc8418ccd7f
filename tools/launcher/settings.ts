import { LaunchError } from './launch-error';

const RETENTION = ['RETENTION_CONVERSATION_DAYS', 'RETENTION_ORDER_DAYS', 'RETENTION_CONTACT_DAYS'];
const EMBEDDING = ['URL', 'MODEL', 'KEY', 'TIMEOUT_MS', 'BUDGET_MS', 'WEIGHT', 'BATCH', 'MAX_CHARACTERS'].map(
  (name) => `EMBEDDING_${name}`,
);
const OWN = [
  ...['PORT', 'POSTGRES_PORT', 'NATS_PORT', 'DESK_METRICS_PORT', 'KNOWLEDGE_METRICS_PORT', 'DATA_DIR'],
  ...['PASSWORD', 'DEMO_PASSWORD', 'HOST_APP', 'TEST_SERVER'],
].map((name) => `QIFU_${name}`);

/** What the launcher and the tools beside it read, and what it hands to services. */
export const SETTINGS: readonly string[] = [...OWN, ...RETENTION, ...EMBEDDING, 'EMBEDDING_QUERY_PREFIX'];

/** A misspelt setting would leave what it means at its default, and nobody would know. */
export function requireKnownSettings(env: NodeJS.ProcessEnv): void {
  const unknown = Object.keys(env).filter(
    (name) => /^(QIFU|RETENTION|EMBEDDING)_/.test(name) && !SETTINGS.includes(name),
  );
  if (unknown.length > 0)
    throw new LaunchError(
      `${unknown.join(', ')} means nothing here: docs/operations.md names the settings, correct or unset it.`,
    );
}
