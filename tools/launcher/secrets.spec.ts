import { createPrivateKey, createPublicKey, sign, verify } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadSecrets } from './secrets';

describe('loadSecrets', () => {
  let folder: string;
  let file: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'qifu-secrets-'));
    file = join(folder, 'secrets.json');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('keeps what it generated, for its owner only', () => {
    const first = loadSecrets(file);
    expect(loadSecrets(file)).toEqual(first);
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it('ends all sessions by another key, and keeps the rest', () => {
    const { session, ...rest } = loadSecrets(file);
    const loaded = loadSecrets(file, true);
    expect(loaded).toMatchObject(rest);
    expect(loaded.session.privateKey).not.toBe(session.privateKey);
    expect(loadSecrets(file)).toEqual(loaded);
  });

  it('adds what a later version needs and leaves the rest', () => {
    const { nats, ...older } = loadSecrets(file);
    writeFileSync(file, JSON.stringify({ ...older, nats: { desk: nats.desk } }));
    const loaded = loadSecrets(file);
    expect(loaded).toMatchObject({ ...older, nats: { desk: nats.desk } });
    expect(loaded.nats.gateway).not.toBe(nats.gateway);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(loaded);
  });

  it('makes a pair of session keys that fit, in DER', () => {
    const { privateKey, publicKey } = loadSecrets(file).session;
    const text = Buffer.from('a session');
    const der = (key: string): Buffer => Buffer.from(key, 'base64');
    const signature = sign(
      null,
      text,
      createPrivateKey({ key: der(privateKey), format: 'der', type: 'pkcs8' }),
    );
    const reader = createPublicKey({ key: der(publicKey), format: 'der', type: 'spki' });
    expect(verify(null, text, reader, signature)).toBe(true);
  });

  it('makes a demo password one can read out', () => {
    expect(loadSecrets(file).demo.password).toMatch(/^[a-z]+-[a-z]+-[a-z]+-\d\d$/);
  });

  it.each(['{', 'null'])('says so when the file is damaged: %s', (text) => {
    writeFileSync(file, text);
    expect(() => loadSecrets(file)).toThrow(/is damaged/);
  });
});
