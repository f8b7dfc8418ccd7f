import { once } from 'node:events';
import { WebSocket, type RawData } from 'ws';
import { until } from './e2e-until';

interface Frame {
  type: string;
  id?: string | null;
  data?: Record<string, unknown>;
  error?: { code: string; message: string; details?: unknown };
}

/** A bare WebSocket that may break every rule of the protocol. */
export class RawSocket {
  readonly frames: Frame[] = [];
  closedWith: number | undefined;

  private constructor(private readonly socket: WebSocket) {
    socket.on('message', (data: RawData) => {
      this.frames.push(JSON.parse((data as Buffer).toString()) as Frame);
    });
    socket.on('close', (code) => (this.closedWith = code));
    socket.on('error', () => undefined);
  }

  static async open(url: string): Promise<RawSocket> {
    const socket = new WebSocket(`${url.replace('http', 'ws')}/api/v1/chat`);
    const raw = new RawSocket(socket);
    await once(socket, 'open');
    return raw;
  }

  async hello(token: string, conversations: object[] = []): Promise<this> {
    this.send({ type: 'hello', id: 'hello', data: { token, conversations } });
    await this.got(({ type }) => type === 'welcome', 'a welcome');
    return this;
  }

  send(frame: object | string | Buffer): void {
    this.socket.send(typeof frame === 'string' || Buffer.isBuffer(frame) ? frame : JSON.stringify(frame));
  }

  /** Sends a frame and waits for what answers it. */
  ask(type: string, id: string, data: object = {}): Promise<Frame> {
    this.send({ type, id, data });
    return this.got((frame) => frame.id === id, `an answer to ${type}`);
  }

  got(matches: (frame: Frame) => boolean, what: string): Promise<Frame> {
    return until(
      () => this.frames.find(matches),
      () => `${what}; there came ${JSON.stringify(this.frames).slice(0, 2_000)}`,
    );
  }

  /** The code with which the server closes the connection. */
  closed(): Promise<number> {
    return until(() => this.closedWith, 'the connection is closed');
  }

  /** Takes nothing more from the network. */
  pause(): void {
    this.socket.pause();
  }

  resume(): void {
    this.socket.resume();
  }

  end(): void {
    this.socket.terminate();
  }
}

/** A stream of server-sent events, as a host reads it that cannot keep a WebSocket. */
export class RawEvents {
  readonly frames: Frame[] = [];
  private readonly aborter = new AbortController();

  /** @param positions such as `id:lastSequence,…` */
  static async open(url: string, token: string, positions = ''): Promise<RawEvents> {
    const events = new RawEvents();
    const query = positions ? `?conversations=${positions}` : '';
    const response = await fetch(`${url}/api/v1/events${query}`, {
      headers: { authorization: `Bearer ${token}` },
      signal: events.aborter.signal,
    });
    if (!response.ok || !response.body) throw new Error(`The stream was refused: ${response.status}`);
    void events.read(response.body).catch(() => undefined);
    return events;
  }

  got(matches: (frame: Frame) => boolean, what: string): Promise<Frame> {
    return until(
      () => this.frames.find(matches),
      () => `${what}; there came ${JSON.stringify(this.frames).slice(0, 2_000)}`,
    );
  }

  /** Every entry that came of the conversation, in the order in which it came. */
  entries(conversationId: string): { sequence: number; kind: string; text?: string }[] {
    return this.frames.flatMap(({ type, data = {} }) => {
      const { conversation, conversationId: id = (conversation as { id: string } | undefined)?.id } = data;
      const isOfIt = (type === 'entries' || type === 'synced') && id === conversationId;
      return isOfIt ? (data['entries'] as { sequence: number; kind: string; text?: string }[]) : [];
    });
  }

  end(): void {
    this.aborter.abort();
  }

  private async read(body: ReadableStream<Uint8Array>): Promise<void> {
    let rest = '';
    const decoder = new TextDecoder();
    for await (const chunk of body) {
      const parts = (rest + decoder.decode(chunk, { stream: true })).split('\n\n');
      rest = parts.pop() ?? '';
      for (const part of parts) {
        if (part.startsWith('data: ')) this.frames.push(JSON.parse(part.slice(6)) as Frame);
      }
    }
  }
}
