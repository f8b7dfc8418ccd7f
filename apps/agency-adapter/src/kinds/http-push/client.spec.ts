import type { Handover } from '#contracts';
import { HttpPush } from './client';

const SECRET = `whsec_${Buffer.alloc(32).toString('base64')}`;
const handover = (n: number): Handover => ({
  id: `handover-${n}`,
  agencyCode: 'SCJG',
  kind: 'urged',
  at: '2026-11-24T02:00:00.000Z',
});

test('while a system is down its handovers take turns: none keeps the others from being tried', async () => {
  jest.useFakeTimers();
  const tried: string[] = [];
  const fetching = jest.spyOn(globalThis, 'fetch').mockImplementation((_url, init) => {
    tried.push(new Headers(init?.headers).get('webhook-id') ?? '');
    return Promise.resolve(new Response('', { status: 503 }));
  });
  const stop = new AbortController();
  try {
    const push = new HttpPush({
      ...{ PUSH_URL: 'http://agency.test', PUSH_SECRET: SECRET, INBOUND_SECRET: SECRET },
      ...{ PUSH_TIMEOUT_MS: 5_000, PUSH_RETRY_MS: 100, PUSH_RETRY_MAX_MS: 1_000 },
    });
    const watch = { failed: () => undefined, signal: stop.signal };
    for (let n = 0; n < 10; n += 1) push.deliver(handover(n), watch).catch(() => undefined);
    await jest.advanceTimersByTimeAsync(120_000);
    const lately = tried.slice(-18);
    expect(lately).toHaveLength(18);
    // By chance alone three of ten would be the only ones once in ten million runs.
    expect(new Set(lately).size).toBeGreaterThan(3);
  } finally {
    stop.abort(new Error('The test is over.'));
    fetching.mockRestore();
    jest.useRealTimers();
  }
});
