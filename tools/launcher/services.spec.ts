import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadSecrets } from './secrets';
import { ADAPTERS, type ServiceContext, serviceEnv, SERVICES } from './services';

describe('the environment of a service', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'qifu-services-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  it('has the key of the embedding endpoint in knowledge alone', () => {
    const context: ServiceContext = {
      adminDatabaseUrl: 'postgres://postgres@127.0.0.1:5432/qifu',
      nats: { url: 'nats://127.0.0.1:4222', credentials: () => undefined },
      secrets: loadSecrets(join(folder, 'secrets.json')),
      gatewayPorts: [3000],
      env: { LOG_LEVEL: 'info' },
      embedding: { EMBEDDING_URL: 'http://127.0.0.1/v1', EMBEDDING_KEY: 'embedding-key' },
    };
    const knowing = [...SERVICES, ...ADAPTERS].filter((service) =>
      JSON.stringify(serviceEnv(service, context, 0)).includes('embedding-key'),
    );
    expect(knowing.map(({ name }) => name)).toEqual(['knowledge']);
  });
});
