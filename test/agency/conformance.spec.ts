import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Handover, validate } from '#contracts';
import { Webhook } from 'standardwebhooks';
import { AGENCY_KINDS, type AgencyKindName } from '../../apps/agency-adapter/src/adapter.env';
import type { AgencyKind, Outcome } from '../../apps/agency-adapter/src/kinds/agency-kind';
import { HttpPull } from '../../apps/agency-adapter/src/kinds/http-pull/client';
import { toDocument } from '../../apps/agency-adapter/src/kinds/http-pull/mapper';
import { HttpPush } from '../../apps/agency-adapter/src/kinds/http-push/client';
import type { HttpPushSettings } from '../../apps/agency-adapter/src/kinds/http-push/settings';
import { toEvent } from '../../apps/agency-adapter/src/kinds/http-push/mapper';
import { Portal } from '../../apps/agency-adapter/src/kinds/portal/client';
import { toCard } from '../../apps/agency-adapter/src/kinds/portal/mapper';
import { AgencySystem } from '../../tools/agency/agency-system';
import { freePorts } from '../../tools/launcher/ports';
import { generateSecrets } from '../../tools/launcher/secrets';

const SECRETS = generateSecrets().webhooks.SCJG;
const KINDS_FOLDER = join(__dirname, '../../apps/agency-adapter/src/kinds');
const ORDER_ID = '0199d1c2-7a00-7000-8000-000000000001';

const readJson = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'));
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

const HANDOVERS = readdirSync(join(__dirname, 'handovers')).map((file) =>
  validate(Handover, readJson(join(__dirname, 'handovers', file)), 'refuse'),
);

let system: AgencySystem;
let url = '';

beforeAll(async () => {
  const [port = 0] = await freePorts(1);
  url = `http://127.0.0.1:${port}`;
  const { outbound, inbound } = SECRETS;
  const manners = { pauseMs: 0, returnShare: 0, deliverTo: `${url}/nowhere` };
  system = new AgencySystem({ port, pushSecret: outbound, inboundSecret: inbound, ...manners });
  await system.start();
});
afterAll(() => system.stop());

const pushTo = (PUSH_URL: string, secrets: Partial<HttpPushSettings> = {}): HttpPush =>
  new HttpPush({
    ...{ PUSH_URL, PUSH_SECRET: SECRETS.outbound, INBOUND_SECRET: SECRETS.inbound, ...secrets },
    ...{ PUSH_TIMEOUT_MS: 5_000, PUSH_RETRY_MS: 10, PUSH_RETRY_MAX_MS: 50 },
  });
const NEW_SECRET = `whsec_${Buffer.alloc(32).toString('base64')}`;
const inHours = (hours: number): string => new Date(Date.now() + hours * 3_600_000).toISOString();

/** A new kind is added here, and has to pass everything below. */
const SUBJECTS: Record<
  AgencyKindName,
  { open(): AgencyKind; map(handover: Handover): object; step: Outcome['step'] }
> = {
  'http-push': { open: () => pushTo(url), map: toEvent, step: 'delivered' },
  'http-pull': { open: () => new HttpPull(), map: toDocument, step: 'available' },
  portal: { open: () => new Portal(), map: toCard, step: 'delivered' },
};

const watch = () => {
  const problems: string[] = [];
  const stop = new AbortController();
  return { problems, stop, failed: (problem: string) => void problems.push(problem), signal: stop.signal };
};

describe.each(AGENCY_KINDS)('the kind %s', (name) => {
  const { open, map, step } = SUBJECTS[name];

  it.each(HANDOVERS)('maps the handover "$kind" as it was captured', (handover) => {
    const file = join(KINDS_FOLDER, name, 'payloads', `${handover.kind}.json`);
    expect(existsSync(file)).toBe(true);
    expect(JSON.parse(JSON.stringify(map(handover)))).toEqual(readJson(file));
  });

  it.each(HANDOVERS)(
    'brings the handover "$kind" to the agency, and the same one twice just as well',
    async (handover) => {
      const kind = open();
      const seen = watch();
      const outcome = await kind.deliver(handover, seen);
      const digest = sha256(JSON.stringify(map(handover)));
      expect(outcome).toMatchObject({ step, digest });
      expect(await kind.deliver(handover, seen)).toEqual(outcome);
      expect(seen.problems).toEqual([]);
      const { kept, entries } = await kind.books([handover.id]);
      expect(entries).toEqual(kept ? [{ handoverId: handover.id, digest }] : []);
    },
  );

  it('names the handover, and its order or invitation, in what the agency gets', () => {
    for (const handover of HANDOVERS) {
      const text = JSON.stringify(map(handover));
      for (const part of [handover.id, handover.order?.number, handover.order?.id, handover.invitation?.id])
        if (part) expect(text).toContain(part);
      expect(text).not.toMatch(/1\d{10}/);
    }
  });

  it('takes no delivery that is not signed by the agency', () => {
    const webhook = {
      id: 'msg_1',
      timestamp: String(Math.floor(Date.now() / 1000)),
      signature: 'v1,AAAA',
      body: '{}',
    };
    expect(() => open().readWebhook(webhook)).toThrow(
      expect.objectContaining({ code: expect.stringMatching(/^(UNAUTHENTICATED|NOT_FOUND)$/) }),
    );
  });

  it('says how it is', () => {
    expect(open().health()).toMatchObject({ status: 'up' });
  });
});

describe('a push', () => {
  const [handover] = HANDOVERS as [Handover];

  afterEach(() => (system.down = false));

  it('is tried until the agency answers, and tells of every try', async () => {
    system.down = true;
    const kind = pushTo(url);
    const seen = watch();
    const failed = (problem: string): void => {
      seen.failed(problem);
      if (seen.problems.length === 3) system.down = false;
    };
    expect(await kind.deliver(handover, { ...seen, failed })).toMatchObject({ step: 'delivered' });
    expect(seen.problems).toHaveLength(3);
    expect(seen.problems[0]).toContain('503');
  });

  it('pauses for all handovers when the agency does not answer, says so, and is given up when the process stops', async () => {
    const [port] = await freePorts(1);
    const kind = pushTo(`http://127.0.0.1:${port}`);
    const seen = watch();
    const failed = (problem: string): void => {
      seen.failed(problem);
      if (seen.problems.length === 5) setImmediate(() => seen.stop.abort(new Error('stopped')));
    };
    await expect(kind.deliver(handover, { ...seen, failed })).rejects.toThrow();
    expect(kind.health()).toMatchObject({
      status: 'degraded',
      problem: expect.stringContaining('ECONNREFUSED'),
    });
  });

  it.each<[string, Partial<HttpPushSettings>]>([
    ['a wrong secret', { PUSH_SECRET: NEW_SECRET }],
    [
      'an old one that has ended',
      {
        PUSH_SECRET: NEW_SECRET,
        PUSH_SECRET_OLD: SECRETS.outbound,
        PUSH_SECRET_OLD_UNTIL: inHours(-1),
      },
    ],
  ])('with %s is no dead letter: it waits for the right one', async (_what, secrets) => {
    const seen = watch();
    const failed = (problem: string): void => {
      seen.failed(problem);
      seen.stop.abort(new Error('stopped'));
    };
    await expect(pushTo(url, secrets).deliver(handover, { ...seen, failed })).rejects.toThrow();
    expect(seen.problems[0]).toContain('401');
  });

  it('is taken by a system that knows one of its two secrets, whichever', async () => {
    const overlaps = [
      { PUSH_SECRET: NEW_SECRET, PUSH_SECRET_OLD: SECRETS.outbound, PUSH_SECRET_OLD_UNTIL: inHours(1) },
      { PUSH_SECRET: SECRETS.outbound, PUSH_SECRET_OLD: NEW_SECRET, PUSH_SECRET_OLD_UNTIL: inHours(1) },
    ];
    for (const secrets of overlaps) {
      const seen = watch();
      expect(await pushTo(url, secrets).deliver(handover, seen)).toMatchObject({ step: 'delivered' });
      expect(seen.problems).toEqual([]);
    }
  });
});

describe('a signed delivery', () => {
  const deliver = (
    event: unknown,
    at = new Date(),
    secret = SECRETS.inbound,
    secrets: Partial<HttpPushSettings> = {},
  ) => {
    const body = typeof event === 'string' ? event : JSON.stringify(event);
    const timestamp = String(Math.floor(at.getTime() / 1000));
    return pushTo(url, secrets).readWebhook({
      body,
      id: 'msg_1',
      timestamp,
      signature: new Webhook(secret).sign('msg_1', at, body),
    });
  };
  const signed = { type: 'order.signed', data: { orderId: ORDER_ID } };

  it.each(
    readdirSync(join(KINDS_FOLDER, 'http-push/payloads/inbound')).map((file) => [
      file.replace('.json', ''),
      readJson(join(KINDS_FOLDER, 'http-push/payloads/inbound', file)),
    ]),
  )('means "%s"', (action, event) => {
    const at = new Date();
    expect(deliver(event, at)).toMatchObject({
      action,
      orderId: ORDER_ID,
      deliveryId: 'msg_1',
      digest: sha256(JSON.stringify(event)),
      signedAt: new Date(Math.floor(at.getTime() / 1000) * 1000).toISOString(),
    });
  });

  it('that is refused tells both clocks, so that it can be seen which is wrong', () => {
    expect(() => deliver(signed, new Date('2026-01-01T00:00:00Z'))).toThrow(
      /too old \(it was signed at 2026-01-01T00:00:00.000Z, and here it is \d{4}-/,
    );
  });

  it('may be signed with the old secret until that ends, and then it is said so', () => {
    const rotated = (hours: number) => ({
      INBOUND_SECRET: NEW_SECRET,
      INBOUND_SECRET_OLD: SECRETS.inbound,
      INBOUND_SECRET_OLD_UNTIL: inHours(hours),
    });
    for (const secret of [SECRETS.inbound, NEW_SECRET])
      expect(deliver(signed, new Date(), secret, rotated(1))).toMatchObject({ action: 'sign' });
    expect(() => deliver(signed, new Date(), SECRETS.inbound, rotated(-1))).toThrow(
      /secret that was good until \d{4}-/,
    );
    expect(() => deliver(signed, new Date(), SECRETS.outbound, rotated(-1))).toThrow(/No matching signature/);
  });

  it.each<[string, () => unknown, string]>([
    ['is stale', () => deliver(signed, new Date(Date.now() - 301_000)), 'UNAUTHENTICATED'],
    ['comes from the future', () => deliver(signed, new Date(Date.now() + 302_000)), 'UNAUTHENTICATED'],
    ['is signed by somebody else', () => deliver(signed, new Date(), SECRETS.outbound), 'UNAUTHENTICATED'],
    ['is not JSON', () => deliver('{"type":'), 'INVALID_ARGUMENT'],
    ['is null', () => deliver('null'), 'INVALID_ARGUMENT'],
    ['has no type', () => deliver({ data: signed.data }), 'INVALID_ARGUMENT'],
    [
      'has a type of every object',
      () => deliver({ type: 'constructor', data: signed.data }),
      'INVALID_ARGUMENT',
    ],
    ['names no order', () => deliver({ type: 'order.signed', data: {} }), 'INVALID_ARGUMENT'],
    [
      'brings fields of its own',
      () => deliver({ ...signed, data: { ...signed.data, agencyCode: 'GJJ' } }),
      'INVALID_ARGUMENT',
    ],
    [
      'passes itself off as checked',
      () => deliver({ ...signed, data: { ...signed.data, action: 'reply' } }).action,
      'sign',
    ],
  ])('%s', (_what, read, expected) => {
    if (expected === 'sign') expect(read()).toBe('sign');
    else expect(read).toThrow(expect.objectContaining({ code: expected }));
  });
});
