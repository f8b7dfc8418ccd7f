import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { Webhook, WebhookVerificationError } from 'standardwebhooks';
import { AgencyStore, type Done, type Received } from './agency-store';
import { AgencyWork } from './agency-work';
import type { Deed, Manners, Plan } from './manners';

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
  private readonly work: AgencyWork;
  private rising?: NodeJS.Timeout;

  constructor(private readonly options: AgencySystemOptions) {
    this.store = new AgencyStore(options.store);
    this.push = new Webhook(options.pushSecret);
    this.inbound = new Webhook(options.inboundSecret);
    const bring = (id: string, deed: Deed): Promise<boolean> => this.deliver(id, deed);
    this.work = new AgencyWork(this.store, options, bring, this.stopping.signal);
    this.server = createServer((request, response) => void this.answer(request, response));
  }

  /** Takes up what was left undone. */
  async start(): Promise<void> {
    await new Promise<void>((resolve) => this.server.listen(this.options.port, '127.0.0.1', resolve));
    for (const { kind, orderId, handoverId } of this.store.received.values())
      this.work.handle(kind, orderId, handoverId);
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    clearTimeout(this.rising);
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

  private control({ down, downForMs, lose, refuse, plans = {} }: Control): Told {
    if (refuse !== undefined) this.refused = refuse;
    if (down !== undefined || downForMs !== undefined) clearTimeout(this.rising);
    if (down !== undefined) this.down = down;
    if (downForMs !== undefined) {
      this.down = true;
      this.rising = setTimeout(() => (this.down = false), downForMs);
    }
    if (lose) this.store.lose(lose);
    for (const [orderId, plan] of Object.entries(plans)) this.store.plan(orderId, plan);
    const { received, done } = this.store;
    return {
      ...{ down: this.down, repeated: this.repeated },
      ...{ received: [...received.values()], done: [...done.values()] },
    };
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
      this.work.handle(kind, orderId, data.id);
    }
    return { received: data.id, known };
  }

  /** Signed anew each time. */
  private async deliver(id: string, deed: Deed): Promise<boolean> {
    if (this.down) throw new Error('The system is down.');
    const body = JSON.stringify(deed);
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
    if (response.status !== 200 && !FINAL.has(response.status))
      throw new Error(`The desk answers ${response.status}.`);
    return response.status === 200;
  }
}

/** What the agency's system is told by `POST /control`. */
export interface Control {
  down?: boolean;
  /** It is down, and rises again by itself. */
  downForMs?: number;
  /** Forgets a handover. */
  lose?: string;
  /** Refuses handovers in which this text stands. */
  refuse?: string;
  /** What it makes of orders, by their id. */
  plans?: Record<string, Plan>;
}

/** What it answers to that. */
export interface Told {
  down: boolean;
  /** Pushes that came again under an id that was known. */
  repeated: number;
  received: Received[];
  done: Done[];
}

interface Asked {
  handoverIds: string[];
}

const digestOf = (body: string): string => createHash('sha256').update(body).digest('hex');

const headersOf = ({ headers }: IncomingMessage): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
