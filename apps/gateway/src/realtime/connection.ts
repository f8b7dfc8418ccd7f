import { AppError, CLOSE_CODES, type Identity, type PartyNews, type ServerFrame } from '#contracts';
import { v7 as uuidv7 } from 'uuid';
import type { GatewayMetrics } from '../gateway-metrics';

/** What carries frames to a client. */
export interface Transport {
  /** Bytes that the client has not taken yet. */
  readonly bufferedAmount: number;
  write(frame: string): void;
  close(code: number, reason: string): void;
}

export interface Session {
  identity: Identity;
  token: string;
}

/** One client, whatever its transport. There may be very many: no timers and no closures of its own. */
export class Connection {
  readonly id = uuidv7();
  /** News for its person that came before it was welcomed. */
  heldNews: PartyNews[] | undefined = [];
  isClosed = false;
  private greeted: Session | undefined;

  constructor(
    private readonly transport: Transport,
    private readonly maxBufferedBytes: number,
    private readonly metrics: GatewayMetrics,
  ) {}

  /** @throws AppError UNAUTHENTICATED before the hello. */
  get session(): Session {
    if (!this.greeted) throw new AppError('UNAUTHENTICATED', 'Say hello first.');
    return this.greeted;
  }

  get isGreeted(): boolean {
    return this.greeted !== undefined;
  }

  begin(session: Session): void {
    this.greeted = session;
  }

  send(frame: ServerFrame): void {
    this.sendText(frame.type, JSON.stringify(frame));
  }

  /** Sends a frame that has been serialised already. A client that does not keep up is cut off; it can resume. */
  sendText(type: ServerFrame['type'], frame: string): void {
    if (this.isClosed) return;
    if (this.transport.bufferedAmount > this.maxBufferedBytes) {
      this.close('slowConsumer', 'The client does not keep up.');
      return;
    }
    this.metrics.countSent(type);
    this.transport.write(frame);
  }

  close(why: keyof typeof CLOSE_CODES, reason: string): void {
    if (this.isClosed) return;
    this.isClosed = true;
    const code = CLOSE_CODES[why];
    this.metrics.closed.inc({ code });
    this.transport.close(code, reason);
  }
}
