import { readFileSync } from 'node:fs';
import { createServer as createHttpServer, type RequestListener } from 'node:http';
import { createServer as createHttpsServer, type Server as HttpsServer } from 'node:https';
import { createServer as createSocketServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { validate, Handover } from '#contracts';
import type { Outcome } from '../../apps/agency-adapter/src/kinds/agency-kind';
import { HttpPush } from '../../apps/agency-adapter/src/kinds/http-push/client';

const SECRET = `whsec_${Buffer.alloc(32).toString('base64')}`;
const TIMEOUT_MS = 500;
const pem = (name: string): string => readFileSync(join(__dirname, 'tls', `${name}.pem`), 'utf8');
const withCertificate = (cert: string) => ({ key: pem('key'), cert: pem(cert) });
const handover = validate(
  Handover,
  JSON.parse(readFileSync(join(__dirname, 'handovers/urged.json'), 'utf8')),
  'refuse',
);

/** A system of an agency on a port of its own, until the test is over. */
const servers: { server: Server; sockets: Set<Socket> }[] = [];
async function listen<S extends Server>(server: S): Promise<S> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
  });
  servers.push({ server, sockets });
  await new Promise<void>((resolve) => server.listen(0, resolve));
  return server;
}
const portOf = (server: Server): number => (server.address() as AddressInfo).port;

afterEach(async () => {
  for (const { server, sockets } of servers.splice(0)) {
    const closed = new Promise((resolve) => server.close(resolve));
    for (const socket of sockets) socket.destroy();
    await closed;
  }
});

const pushTo = (scheme: 'http' | 'https', server: Server): HttpPush =>
  new HttpPush({
    ...{ PUSH_URL: `${scheme}://localhost:${portOf(server)}`, PUSH_SECRET: SECRET, INBOUND_SECRET: SECRET },
    ...{ PUSH_TIMEOUT_MS: TIMEOUT_MS, PUSH_RETRY_MS: 10, PUSH_RETRY_MAX_MS: 100 },
  });

/** Delivers the handover, and mends the system after its first failure: what that was, and what came of it. */
async function tried(push: HttpPush, mend: () => void): Promise<{ problem: string; outcome: Outcome }> {
  let problem = '';
  const failed = (text: string): void => {
    if (!problem) mend();
    problem ||= text;
  };
  const outcome = await push.deliver(handover, { failed, signal: new AbortController().signal });
  return { problem, outcome };
}

/** What the first failure was; nothing more is tried then. */
async function refused(push: HttpPush): Promise<string> {
  const stop = new AbortController();
  let problem = '';
  const failed = (text: string): void => {
    problem ||= text;
    stop.abort(new Error('Enough was seen.'));
  };
  await expect(push.deliver(handover, { failed, signal: stop.signal })).rejects.toThrow();
  return problem;
}

const taken: RequestListener = (request, response) =>
  void request.resume().on('end', () => response.writeHead(200).end('{}'));

describe('a system with a certificate', () => {
  const known = getCACertificates('default');
  const trust = (...authorities: string[]): void => setDefaultCACertificates([...known, ...authorities]);
  const secure = (cert: string): Promise<HttpsServer> =>
    listen(createHttpsServer(withCertificate(cert), taken));

  beforeEach(() => trust(pem('ca')));
  afterAll(() => trust());

  it.each([
    [
      'that has expired',
      'expired',
      'its certificate has expired: the agency has to renew it (CERT_HAS_EXPIRED)',
    ],
    ['for another name', 'other-name', 'its certificate is for another name: correct PUSH_URL'],
    ['of its own making', 'self-signed', 'give the adapter that of the agency in NODE_EXTRA_CA_CERTS'],
  ])(
    '%s is given nothing until it is mended, and it is said what is wrong',
    async (_what, cert, expected) => {
      const server = await secure(cert);
      const mend = (): void => server.setSecureContext(withCertificate('good'));
      const { problem, outcome } = await tried(pushTo('https', server), mend);
      expect(problem).toContain(`https://localhost:${portOf(server)}: its certificate `);
      expect(problem).toContain(expected);
      expect(outcome).toMatchObject({ step: 'delivered' });
    },
  );

  it('of a private authority is trusted as soon as that is known', async () => {
    trust();
    const server = await secure('good');
    const { problem, outcome } = await tried(pushTo('https', server), () => trust(pem('ca')));
    expect(problem).toContain('NODE_EXTRA_CA_CERTS');
    expect(outcome).toMatchObject({ step: 'delivered' });
  });

  it('does not speak HTTP without it', async () => {
    const server = await secure('good');
    const push = pushTo('http', server);
    expect(await refused(push)).toContain(': it broke the connection off');
  });
});

describe('a system without a certificate', () => {
  it('cannot be reached by https, and it is said why', async () => {
    const server = await listen(createHttpServer(taken));
    expect(await refused(pushTo('https', server))).toContain(': it speaks no TLS there');
  });
});

describe('a system that does not answer as it should', () => {
  const HEAD = 'HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}';
  const drip = (socket: Socket, text: string): void => {
    let n = 0;
    const dripping = setInterval(() => socket.write(text[n++ % text.length] ?? ''), 5);
    socket.on('close', () => clearInterval(dripping));
  };

  it.each<[string, string, (socket: Socket) => void]>([
    ['takes the connection and says nothing', 'did not answer within 500 ms', () => undefined],
    [
      'never comes to an end of its headers',
      'did not answer within 500 ms',
      (socket) => drip(socket, 'HTTP/1.1 200 OK\r\nx: y'),
    ],
    [
      'has headers without an end',
      'UND_ERR_HEADERS_OVERFLOW',
      (socket) => void socket.write(`HTTP/1.1 200 OK\r\nx: ${'y'.repeat(100_000)}`),
    ],
    [
      'is still at work, for ever',
      'did not answer within 500 ms',
      (socket) => drip(socket, 'HTTP/1.1 102 Processing\r\n\r\n'),
    ],
    [
      'breaks off in its headers',
      'it broke the connection off',
      (socket) => void socket.end('HTTP/1.1 200 O'),
    ],
    ['resets the connection', 'it broke the connection off', (socket) => void socket.resetAndDestroy()],
    [
      'speaks something else',
      'does not match the HTTP/1.1 protocol',
      (socket) => void socket.end('220 mail ready\r\n'),
    ],
  ])('because it %s has not the handover, and is given it again', async (_what, expected, answer) => {
    let mended = false;
    const server = await listen(
      createSocketServer((socket) => socket.once('data', () => (mended ? socket.end(HEAD) : answer(socket)))),
    );
    const { problem, outcome } = await tried(pushTo('http', server), () => (mended = true));
    expect(problem).toContain(`http://localhost:${portOf(server)}: `);
    expect(problem).toContain(expected);
    expect(outcome).toMatchObject({ step: 'delivered' });
  });

  it('because it does not read what is sent is given it again', async () => {
    let mended = false;
    const server = await listen(
      createSocketServer({ pauseOnConnect: true }, (socket) => {
        if (mended) socket.resume().once('data', () => socket.end(HEAD));
      }),
    );
    const { problem, outcome } = await tried(pushTo('http', server), () => (mended = true));
    expect(problem).toContain('did not answer within 500 ms');
    expect(outcome).toMatchObject({ step: 'delivered' });
  });

  it('and sends its failure without an end is heard as far as it matters', async () => {
    let mended = false;
    const server = await listen(
      createHttpServer((request, response) => {
        if (mended) return taken(request, response);
        response.writeHead(500);
        const more = (): void =>
          void (response.write('x'.repeat(65_536)) ? setImmediate(more) : response.once('drain', more));
        response.on('close', () => response.removeAllListeners('drain'));
        more();
      }),
    );
    const { problem, outcome } = await tried(pushTo('http', server), () => (mended = true));
    expect(problem).toBe(`500 ${'x'.repeat(496)}`);
    expect(outcome).toMatchObject({ step: 'delivered' });
  });

  it('but redirects is not followed, and it is said where it leads', async () => {
    const server = await listen(
      createHttpServer((_request, response) =>
        response.writeHead(301, { location: 'https://agency.example/' }).end(),
      ),
    );
    expect(await refused(pushTo('http', server))).toContain('301 to https://agency.example/');
  });
});

describe('a system that asks to be left alone', () => {
  it.each([
    [429, 'seconds', () => '1'],
    [503, 'a date', () => new Date(Date.now() + 2_000).toUTCString()],
  ])('by %i and %s is, and no other agency waits for it', async (status, _form, retryAfter) => {
    const asked: number[] = [];
    const busy = await listen(
      createHttpServer((request, response) => {
        asked.push(Date.now());
        if (asked.length > 1) taken(request, response);
        else response.writeHead(status, { 'retry-after': retryAfter() }).end('busy');
      }),
    );
    const idle = await listen(createHttpServer(taken));
    const push = pushTo('http', busy);
    const watch = { failed: () => undefined, signal: new AbortController().signal };
    let delivering: Promise<Outcome> | undefined;
    const first = await new Promise<string>((resolve) => {
      const failed = (problem: string): void => void setImmediate(() => resolve(problem));
      delivering = push.deliver(handover, { ...watch, failed });
    });
    expect(first).toMatch(new RegExp(`^It asks to be left alone for [12] s: ${status} busy$`));
    expect(push.health()).toMatchObject({ status: 'degraded', problem: first });
    expect(await pushTo('http', idle).deliver(handover, watch)).toMatchObject({ step: 'delivered' });
    expect(asked).toHaveLength(1);
    expect(await push.deliver({ ...handover, id: 'another' }, watch)).toMatchObject({ step: 'delivered' });
    expect(await delivering).toMatchObject({ step: 'delivered' });
    expect((asked[1] ?? 0) - (asked[0] ?? 0)).toBeGreaterThanOrEqual(1_000);
  });
});
