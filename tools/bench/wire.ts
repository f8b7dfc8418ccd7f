import type { Entry } from '#contracts';
import { WebSocket } from 'ws';

type Frame = {
  type: string;
  id?: string;
  data?: { entries?: Entry[]; conversation?: { id: string }; conversationId?: string };
};

/** The barest client of the chat protocol: what the bench spends on itself must stay small. */
export class Wire {
  onEntries: (conversationId: string, entries: Entry[]) => void = () => undefined;
  onSuggestions: (conversationId: string) => void = () => undefined;
  onAck: (id: string) => void = () => undefined;
  private readonly answers = new Map<
    string,
    { resolve: (data: object) => void; reject: (error: Error) => void }
  >();
  private requests = 0;

  private constructor(private readonly socket: WebSocket) {
    socket.on('message', (text: Buffer) => this.take(JSON.parse(text.toString()) as Frame));
  }

  /** Connects and says hello; the first answer is awaited. */
  static async open(url: string, token: string): Promise<Wire> {
    const socket = new WebSocket(`${url.replace(/^http/, 'ws')}/api/v1/chat`, { perMessageDeflate: false });
    await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
    const wire = new Wire(socket);
    await wire.request('hello', { token });
    return wire;
  }

  request<T extends object>(type: string, data: object): Promise<T> {
    const id = `r${(this.requests += 1)}`;
    return new Promise<T>((resolve, reject) => {
      this.answers.set(id, { resolve: resolve as (data: object) => void, reject });
      this.put({ type, id, data });
    });
  }

  put(frame: object): void {
    this.socket.send(JSON.stringify(frame));
  }

  close(): void {
    this.socket.terminate();
  }

  private take(frame: Frame): void {
    if (frame.type === 'entries' && frame.data?.entries && frame.data.conversationId) {
      this.onEntries(frame.data.conversationId, frame.data.entries);
    } else if (frame.type === 'suggestions' && frame.data?.conversationId) {
      this.onSuggestions(frame.data.conversationId);
    } else if (frame.type === 'ack') {
      this.onAck(frame.id ?? '');
    } else if (frame.id) {
      const answer = this.answers.get(frame.id);
      this.answers.delete(frame.id);
      if (frame.type === 'error') answer?.reject(new Error(JSON.stringify(frame)));
      else answer?.resolve(frame.data ?? {});
    }
  }
}
