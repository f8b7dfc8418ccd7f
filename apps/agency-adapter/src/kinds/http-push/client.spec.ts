import type { Handover } from '#contracts';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Outcome } from '../agency-kind';
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

describe('an agency that answers oddly', () => {
  const asked = async <T>(listener: RequestListener, ask: (push: HttpPush) => Promise<T>): Promise<T> => {
    const server = createServer(listener);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    try {
      return await ask(
        new HttpPush({
          ...{ PUSH_URL: `http://127.0.0.1:${port}`, PUSH_SECRET: SECRET, INBOUND_SECRET: SECRET },
          ...{ PUSH_TIMEOUT_MS: 500, PUSH_RETRY_MS: 10, PUSH_RETRY_MAX_MS: 100 },
        }),
      );
    } finally {
      server.closeAllConnections();
      server.close();
    }
  };
  const pushed = (listener: RequestListener): Promise<Outcome> =>
    asked(listener, (push) => {
      const stop = new AbortController();
      const failed = (problem: string): void => stop.abort(new Error(problem));
      return push.deliver(handover(1), { failed, signal: stop.signal });
    });
  const LONG = 'x'.repeat(2_000_000);

  it.each<[string, RequestListener]>([
    ['at great length', (_request, response) => void response.end(LONG)],
    ['without an end', (_request, response) => void response.writeHead(200).write('<html>')],
    [
      'and breaks off',
      (_request, response) => {
        response.writeHead(200, { 'content-length': '100' }).write('x');
        setImmediate(() => response.destroy());
      },
    ],
  ])('has the handover when it says so %s', async (_how, listener) =>
    expect(await pushed(listener)).toMatchObject({ step: 'delivered' }),
  );

  it.each<[string, string, string]>([
    ['at great length', LONG, `422 ${'x'.repeat(496)}`],
    ['in bytes that are no text', 'no\0', '422 no\uFFFD'],
    ['and is cut within a character', `${'x'.repeat(495)}😀`, `422 ${'x'.repeat(495)}\uFFFD`],
  ])('refuses it %s, and the ledger can keep what it said', async (_how, answer, problem) =>
    expect(await pushed((_request, response) => void response.writeHead(422).end(answer))).toEqual({
      step: 'refused',
      problem,
    }),
  );

  it.each<[string, RequestListener, string]>([
    ['that are no JSON', (_request, response) => void response.end('<html>'), 'is not valid JSON'],
    ['that are too long', (_request, response) => void response.end(LONG), 'too long'],
    ['that do not come', () => undefined, 'did not answer within 500 ms'],
    ['by breaking off', (request) => void request.socket.destroy(), 'it broke the connection off'],
    ['with a failure', (_request, response) => void response.writeHead(500).end('no disk'), '500 no disk'],
  ])('gives books %s, and it is said why', async (_how, listener, problem) => {
    const books = asked(listener, (push) => push.books(['handover-1']));
    await expect(books).rejects.toMatchObject({
      code: 'UPSTREAM_FAILED',
      message: expect.stringContaining(problem),
    });
  });
});
