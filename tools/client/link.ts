import { AppError, CLOSE_CODES, type LastSeen, type ServerFrame } from '#contracts';
import WebSocket, { type RawData } from 'ws';
import type { WelcomeFrame } from './frames';

export interface LinkHandlers {
  onFrame(frame: ServerFrame): void;
  /** Called once, after the link had been welcomed. */
  onLost(code: number, reason: string): void;
}

const HELLO_ID = 'hello';
const HANDSHAKE_TIMEOUT_MS = 15_000;
/** When very many come back at once the welcome takes its time. */
const WELCOME_TIMEOUT_MS = 60_000;

/** One welcomed WebSocket connection, from `hello` to its close; a silent one is given up after two heartbeats. */
export class Link {
  private readonly watch: NodeJS.Timeout;
  private heardAt = Date.now();

  private constructor(
    private readonly socket: WebSocket,
    readonly welcome: WelcomeFrame['data'],
    handlers: LinkHandlers,
  ) {
    const silence = welcome.heartbeatSeconds * 2_000 + 5_000;
    this.watch = setInterval(() => {
      if (Date.now() - this.heardAt > silence) socket.terminate();
    }, welcome.heartbeatSeconds * 1_000).unref();
    const hear = (): void => void (this.heardAt = Date.now());
    socket.on('ping', hear);
    socket.on('message', (data) => {
      hear();
      handlers.onFrame(read(data));
    });
    socket.on('close', (code, reason) => {
      clearInterval(this.watch);
      handlers.onLost(code, reason.toString());
    });
  }

  /**
   * @param url the gateway's, http or ws.
   * @throws AppError UNAUTHENTICATED when the token is refused, UNAVAILABLE when no connection comes about.
   */
  static open(url: string, token: string, conversations: LastSeen[], handlers: LinkHandlers): Promise<Link> {
    const socket = new WebSocket(`${url.replace(/^http/, 'ws').replace(/\/$/, '')}/api/v1/chat`, {
      perMessageDeflate: false,
      handshakeTimeout: HANDSHAKE_TIMEOUT_MS,
    });
    return new Promise((resolve, reject) => {
      const refuse = (error: AppError): void => {
        clearTimeout(patience);
        socket.terminate();
        reject(error);
      };
      const patience = setTimeout(() => refuse(unavailable('No welcome came.')), WELCOME_TIMEOUT_MS);
      socket.on('error', (cause) => refuse(unavailable(cause.message, cause)));
      const closed = (code: number, reason: Buffer): void =>
        refuse(
          code === CLOSE_CODES.unauthenticated
            ? new AppError('UNAUTHENTICATED', reason.toString() || 'The session token was refused.')
            : unavailable(`The connection closed (${code}).`),
        );
      socket.on('close', closed);
      socket.once('open', () => {
        socket.send(JSON.stringify({ type: 'hello', id: HELLO_ID, data: { token, conversations } }));
      });
      const greet = (data: RawData): void => {
        const frame = read(data);
        if (frame.type === 'error') {
          refuse(new AppError(frame.error.code, frame.error.message, frame.error.details));
        } else if (frame.type === 'welcome') {
          clearTimeout(patience);
          socket.off('message', greet);
          socket.off('close', closed);
          resolve(new Link(socket, frame.data, handlers));
        } else handlers.onFrame(frame);
      };
      socket.on('message', greet);
    });
  }

  send(frame: object): void {
    if (this.socket.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify(frame));
  }

  /** Orderly, or as when a cable is cut. */
  end(how: 'close' | 'cut'): void {
    if (how === 'cut') this.socket.terminate();
    else this.socket.close(1000);
  }
}

const unavailable = (message: string, cause?: unknown): AppError =>
  new AppError('UNAVAILABLE', message, undefined, { cause });

function read(data: RawData): ServerFrame {
  const bytes = Array.isArray(data) ? Buffer.concat(data) : Buffer.isBuffer(data) ? data : Buffer.from(data);
  return JSON.parse(bytes.toString('utf8')) as ServerFrame;
}
