import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { Webhook, WebhookVerificationError } from 'standardwebhooks';
import { AgencyStore } from './agency-store';
import { deedsOf, type Deed, type Manners } from './manners';

export interface AgencySystemOptions extends Manners {
  port: number;
  /** Checks what the desk pushes. */
  pushSecret: string;
  /** Signs what the system delivers. */
  inboundSecret: string;
  /** The desk's door for its deliveries. */
  deliverTo: string;
  store?: string;
}

interface Pushed {
  type: string;
  data: { id: string; order?: { id: string } };
}

/** Half of it at the least: what is signed twice in one second, the desk must take for a replay. */
const RETRY = { leastMs: 2_100, mostMs: 5_000 };
/** The desk has refused it for good: trying again would not help. */
const FINAL: ReadonlySet<number> = new Set([400, 403, 404, 409]);

/**
 * An agency's system as an agency might have it: it takes what is pushed and checks the signature, keeps books of its own,
 * signs, contacts and replies by signed deliveries, sometimes returns, and is down when it is told so.
 */
export class AgencySystem {
  readonly store: AgencyStore;
  /** Pushes that came again under an id that was known. */
  repeated = 0;
  down = false;
  private refused = '';
  private readonly server: Server;
  private readonly push: Webhook;
  private readonly inbound: Webhook;
  private readonly stopping = new AbortController();
  private readonly work = new Map<string, Promise<void>>();

  constructor(private readonly options: AgencySystemOptions) {
    this.store = new AgencyStore(options.store);
    this.push = new Webhook(options.pushSecret);
    this.inbound = new Webhook(options.inboundSecret);
    this.server = createServer((request, response) => void this.answer(request, response));
  }

  /** Takes up what was left undone. */
  async start(): Promise<void> {
    await new Promise<void>((resolve) => this.server.listen(this.options.port, '127.0.0.1', resolve));
    for (const { kind, orderId, handoverId } of this.store.received.values())
      this.handle(kind, orderId, handoverId);
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const respond = (status: number, body: object): void =>
      void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    try {
      const body = await text(request);
      if (request.url === '/control') return respond(200, this.control(JSON.parse(body || '{}') as Control));
      if (this.down) return respond(503, { problem: 'The system is down for maintenance.' });
      this.push.verify(body, headersOf(request), { jsonParse: false });
      if (request.url === '/books') return respond(200, this.books(JSON.parse(body) as Asked));
      if (request.url === '/handovers') {
        if (this.refused && body.includes(this.refused))
          return respond(422, { problem: 'This is not acceptable.' });
        return respond(200, this.take(body));
      }
      respond(404, { problem: 'There is nothing here.' });
    } catch (error) {
      const isForged = error instanceof WebhookVerificationError;
      respond(isForged ? 401 : 400, { problem: error instanceof Error ? error.message : String(error) });
    }
  }

  private control({ down, lose, refuse }: Control): object {
    if (refuse !== undefined) this.refused = refuse;
    if (down !== undefined) this.down = down;
    if (lose) this.store.lose(lose);
    return { received: [...this.store.received.values()], repeated: this.repeated };
  }

  private books({ handoverIds }: Asked): object {
    return { entries: handoverIds.flatMap((id) => this.store.received.get(id) ?? []) };
  }

  /** The same handover again is answered the same and does nothing. */
  private take(body: string): object {
    const { type, data } = JSON.parse(body) as Pushed;
    const kind = type.replace(/^handover\./, '');
    const known = this.store.received.has(data.id);
    if (known) this.repeated += 1;
    else {
      const orderId = data.order?.id ?? null;
      this.store.receive({ handoverId: data.id, digest: digestOf(body), kind, orderId });
      this.handle(kind, orderId, data.id);
    }
    return { received: data.id, known };
  }

  /** What concerns one order is done in the order in which it came. */
  private handle(kind: string, orderId: string | null, handoverId: string): void {
    if (!orderId) return;
    const deeds = deedsOf(kind, orderId, this.options);
    const before = this.work.get(orderId) ?? Promise.resolve();
    const done = before.then(async () => {
      for (const deed of deeds)
        if (!(await this.perform(deed, `${handoverId}-${deed.type.slice(6)}`))) return;
    });
    this.work.set(
      orderId,
      done.catch(() => undefined),
    );
  }

  /** The delivery's id follows from the handover, so that it is the same after a restart. False when it was refused. */
  private async perform(deed: Deed, deliveryId: string): Promise<boolean> {
    const { signal } = this.stopping;
    if (this.store.isDone(deliveryId)) return true;
    const body = JSON.stringify(deed);
    await sleep(this.options.pauseMs, undefined, { signal });
    for (let pause = RETRY.leastMs; ; pause = Math.min(pause * 2, RETRY.mostMs)) {
      const status = this.down ? 0 : await this.deliver(deliveryId, body).catch(() => 0);
      if (status === 200 || FINAL.has(status)) {
        this.store.finish(deliveryId);
        return status === 200;
      }
      await sleep(pause * (0.5 + Math.random()), undefined, { signal });
    }
  }

  /** Signed anew each time. */
  private async deliver(id: string, body: string): Promise<number> {
    const now = new Date();
    const response = await fetch(this.options.deliverTo, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'webhook-id': id,
        'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
        'webhook-signature': this.inbound.sign(id, now, body),
      },
      body,
      signal: AbortSignal.any([this.stopping.signal, AbortSignal.timeout(10_000)]),
    });
    await response.body?.cancel();
    return response.status;
  }
}

interface Control {
  down?: boolean;
  /** Forgets a handover. */
  lose?: string;
  /** Refuses handovers in which this text stands. */
  refuse?: string;
}

interface Asked {
  handoverIds: string[];
}

const digestOf = (body: string): string => createHash('sha256').update(body).digest('hex');

const headersOf = ({ headers }: IncomingMessage): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
