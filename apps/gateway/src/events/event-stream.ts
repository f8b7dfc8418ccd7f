import type { Response } from 'express';
import type { Transport } from '../realtime/connection';

/** Server-sent events as a transport of chat frames; the stream begins with the first frame. */
export class EventStream implements Transport {
  constructor(private readonly response: Response) {}

  get bufferedAmount(): number {
    return this.response.writableLength;
  }

  write(frame: string): void {
    this.open();
    this.response.write(`data: ${frame}\n\n`);
  }

  close(): void {
    this.response.end();
  }

  /** A comment, so that nobody on the way takes the stream for dead. */
  beat(): void {
    if (this.response.headersSent) this.response.write(':\n\n');
  }

  private open(): void {
    if (this.response.headersSent) return;
    this.response.writeHead(200, {
      'Content-Type': 'text/event-stream; charset=utf-8',
      'Cache-Control': 'no-store',
      'X-Accel-Buffering': 'no',
    });
  }
}
