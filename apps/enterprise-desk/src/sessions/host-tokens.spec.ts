import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT, type KeyLike } from 'jose';
import { HostTokens } from './host-tokens';

const SHARED_KEY = Buffer.alloc(32, 7);
const CLAIMS = { name: '王小明', creditCode: '91350100M000100Y43', enterprise: '某某公司' };

describe('tokens of host apps', () => {
  let server: Server;
  let privateKey: KeyLike;
  let strangerKey: KeyLike;
  let tokens: HostTokens;

  beforeAll(async () => {
    const pair = await generateKeyPair('ES256');
    privateKey = pair.privateKey;
    const jwks = { keys: [{ ...(await exportJWK(pair.publicKey)), kid: 'k1', alg: 'ES256' }] };
    strangerKey = (await generateKeyPair('ES256')).privateKey;
    server = createServer(({ url }, response) => {
      response.statusCode = url === '/jwks' ? 200 : 500;
      response.end(JSON.stringify(jwks));
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    tokens = new HostTokens([
      { issuer: 'shared', audience: 'qifu-desk', sharedKey: SHARED_KEY.toString('base64') },
      { issuer: 'jwks', audience: 'qifu-desk', jwksUrl: `http://127.0.0.1:${port}/jwks` },
      { issuer: 'failing', audience: 'qifu-desk', jwksUrl: `http://127.0.0.1:${port}/failing` },
      { issuer: 'gone', audience: 'qifu-desk', jwksUrl: 'http://127.0.0.1:1/jwks' },
    ]);
  });
  afterAll(() => {
    server.close();
  });

  interface Signing {
    issuer?: string;
    audience?: string;
    key?: Uint8Array | KeyLike;
    expires?: string;
  }
  const signed = (
    claims: object = {},
    { issuer = 'shared', audience = 'qifu-desk', key = SHARED_KEY, expires = '5m' }: Signing = {},
  ): Promise<string> =>
    new SignJWT({ ...CLAIMS, ...claims })
      .setProtectedHeader(
        issuer === 'shared' || issuer === 'other' ? { alg: 'HS256' } : { alg: 'ES256', kid: 'k1' },
      )
      .setIssuer(issuer)
      .setAudience(audience)
      .setSubject('u1')
      .setExpirationTime(expires)
      .sign(key);

  it('are good with the shared key, and with a key of the JWKS', async () => {
    const vouched = { issuer: 'shared', subject: 'u1', ...CLAIMS };
    expect(await tokens.verify(await signed())).toEqual({ ...vouched, phone: undefined });
    const withKeySet = await signed({ phone: '13800138000' }, { issuer: 'jwks', key: privateKey });
    expect(await tokens.verify(withKeySet)).toEqual({ ...vouched, issuer: 'jwks', phone: '13800138000' });
  });

  it('are good for ten minutes by a clock that is a little fast', async () => {
    expect(await tokens.verify(await signed({}, { expires: '603s' }))).toMatchObject({ subject: 'u1' });
  });

  it.each<[string, () => Promise<string>, string]>([
    ['no JWT', () => Promise.resolve('abc'), 'UNAUTHENTICATED'],
    ['an unknown host app', () => signed({}, { issuer: 'other' }), 'UNAUTHENTICATED'],
    ['another audience', () => signed({}, { audience: 'else' }), 'UNAUTHENTICATED'],
    ['another key', () => signed({}, { key: Buffer.alloc(32, 8) }), 'UNAUTHENTICATED'],
    ['an expired one', () => signed({}, { expires: '-1m' }), 'UNAUTHENTICATED'],
    ['one that lives too long', () => signed({}, { expires: '1h' }), 'UNAUTHENTICATED'],
    ['a wrong check character', () => signed({ creditCode: '91350100M000100Y44' }), 'INVALID_ARGUMENT'],
    ['no name', () => signed({ name: '' }), 'INVALID_ARGUMENT'],
    ['a phone that is no text', () => signed({ phone: 1 }), 'INVALID_ARGUMENT'],
    ['a phone of any length', () => signed({ phone: '1'.repeat(41) }), 'INVALID_ARGUMENT'],
    ['a name that cannot be stored', () => signed({ name: '王\u0000' }), 'INVALID_ARGUMENT'],
    ['half a character', () => signed({ enterprise: '\ud83d公司' }), 'INVALID_ARGUMENT'],
    [
      'another key than that of the JWKS',
      () => signed({}, { issuer: 'jwks', key: strangerKey }),
      'UNAUTHENTICATED',
    ],
    [
      'nobody who answers for the JWKS',
      () => signed({}, { issuer: 'gone', key: privateKey }),
      'UPSTREAM_FAILED',
    ],
    ['a JWKS that fails', () => signed({}, { issuer: 'failing', key: privateKey }), 'UPSTREAM_FAILED'],
  ])('are refused: %s', async (_, token, code) => {
    await expect(tokens.verify(await token())).rejects.toMatchObject({ code });
  });
});
