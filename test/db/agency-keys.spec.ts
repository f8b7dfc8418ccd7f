import type { NewAgencyKey } from '#contracts';
import { SessionVerifier } from '#messaging';
import { createHash, createPrivateKey, createPublicKey } from 'node:crypto';
import { AgencyKeysService } from '../../apps/enterprise-desk/src/agency-keys/agency-keys.service';
import { DeskEnv } from '../../apps/enterprise-desk/src/desk.env';
import { CAST, OrderDesk, refused } from '../support/orders';

const NOW = new Date('2026-11-24T02:00:00.000Z');
const after = (seconds: number): Date => new Date(NOW.getTime() + seconds * 1000);

describe('keys of agencies', () => {
  let desk: OrderDesk;

  beforeAll(async () => {
    desk = await OrderDesk.open();
  });
  afterAll(() => desk?.close());

  const keys = () => desk.app.get(AgencyKeysService);
  const make = (agencyCode = 'GJJ'): Promise<NewAgencyKey> =>
    keys().create({ agencyCode, name: '业务系统', scopes: ['orders:read'] }, CAST.lead.partyId, NOW);
  const works = (key: string, now: Date): Promise<boolean> =>
    keys()
      .exchange(key, now)
      .then(
        () => true,
        ({ code }: { code?: string }) => {
          expect(code).toBe('UNAUTHENTICATED');
          return false;
        },
      );

  it('are not made for an agency that there is not', async () => {
    expect(await refused(make('SCGJ'))).toMatchObject({
      code: 'INVALID_ARGUMENT',
      details: { fields: [{ field: 'agencyCode' }] },
    });
  });

  it('are kept as their digest alone and shown once', async () => {
    const { key, ending, id } = await make();
    expect(key).toMatch(/^qfa_[A-Za-z0-9_-]{43}$/);
    expect(key.endsWith(ending)).toBe(true);
    const [row] = await desk.query<{ hash: string; text: string }>(
      'SELECT hash, k::text AS text FROM agency_keys k WHERE id = $1',
      [id],
    );
    expect(row?.hash).toBe(createHash('sha256').update(key).digest('hex'));
    expect(row?.text).not.toContain(key);
    expect(JSON.stringify(await keys().list({}))).not.toContain(key);
  });

  it('are exchanged for a session of five minutes that says whose and for what', async () => {
    const { key, id } = await make();
    // Tokens are checked against the real clock.
    const { token, expiresAt } = await keys().exchange(key);
    const seconds = (Date.parse(expiresAt) - Date.now()) / 1000;
    expect(seconds).toBeGreaterThan(290);
    expect(seconds).toBeLessThanOrEqual(300);
    const privateKey = createPrivateKey({
      key: Buffer.from(desk.app.get(DeskEnv).SESSION_PRIVATE_KEY, 'base64'),
      format: 'der',
      type: 'pkcs8',
    });
    const verifier = new SessionVerifier(createPublicKey(privateKey));
    expect(await verifier.verify(token)).toMatchObject({
      partyId: id,
      role: 'agency',
      agencyCode: 'GJJ',
      scopes: ['orders:read'],
    });
  });

  it('are nothing when they are unknown, and their last use is known within a minute', async () => {
    expect(await works(`qfa_${'x'.repeat(43)}`, NOW)).toBe(false);
    const { key, id } = await make('SCJG');
    const lastUse = async () =>
      (await keys().list({ agencyCode: 'SCJG' })).items.find((item) => item.id === id)?.lastUsedAt;
    expect(await lastUse()).toBeNull();
    await works(key, after(10));
    await works(key, after(60));
    expect(await lastUse()).toBe(after(10).toISOString());
    await works(key, after(71));
    expect(await lastUse()).toBe(after(71).toISOString());
  });

  it('rotated: both work for the hours of the overlap, the new one alone from then on', async () => {
    const old = await make();
    const next = await keys().rotate({ keyId: old.id, overlapHours: 1 }, CAST.lead.partyId, NOW);
    expect(next).toMatchObject({ agencyCode: 'GJJ', scopes: old.scopes, expiresAt: null });
    expect(await works(old.key, after(3_599))).toBe(true);
    expect(await works(old.key, after(3_600))).toBe(false);
    expect(await works(next.key, after(3_600))).toBe(true);
    const { expiresAt } = await keys().exchange(old.key, after(3_500));
    expect(expiresAt).toBe(after(3_600).toISOString());
    // A second rotation does not lengthen the life of the first.
    await keys().rotate({ keyId: old.id, overlapHours: 100 }, CAST.lead.partyId, after(60));
    expect(await works(old.key, after(3_600))).toBe(false);
  });

  it('revoked: at once, for ever, and they cannot be rotated any more', async () => {
    const { key, id } = await make();
    expect((await keys().revoke(id, after(5))).revokedAt).toBe(after(5).toISOString());
    expect((await keys().revoke(id, after(9))).revokedAt).toBe(after(5).toISOString());
    expect(await works(key, after(6))).toBe(false);
    expect(
      await refused(keys().rotate({ keyId: id, overlapHours: 1 }, CAST.lead.partyId, after(6))),
    ).toMatchObject({
      code: 'INVALID_STATE',
    });
    expect((await refused(keys().revoke('00000000-0000-7000-8000-000000000000'))).code).toBe('NOT_FOUND');
  });
});
