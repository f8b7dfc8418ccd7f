import type { DeliveryAudit } from '../client/delivery-audit';
import type { Script } from './script';

const LINE_EVERY_MS = { terminal: 250, file: 5_000 };

/** Tells how the play goes: one line that changes on a terminal, a line every 5 s elsewhere. */
export class Progress {
  private readonly timer: NodeJS.Timeout;
  private readonly started = Date.now();
  private last = { at: Date.now(), messages: 0 };

  constructor(
    private readonly script: Script,
    private readonly audit: DeliveryAudit,
    private readonly out: NodeJS.WriteStream,
  ) {
    this.timer = setInterval(() => this.tell(), out.isTTY ? LINE_EVERY_MS.terminal : LINE_EVERY_MS.file);
  }

  end(): void {
    clearInterval(this.timer);
    this.tell();
    if (this.out.isTTY) this.out.write('\n');
  }

  private tell(): void {
    const line = this.line();
    this.out.write(this.out.isTTY ? `\r\u001b[2K${line}` : `${line}\n`);
  }

  private line(): string {
    const { script } = this;
    return [
      `${Math.round((Date.now() - this.started) / 1000)} s`,
      `waiting ${script.count('waiting')}`,
      `active ${script.count('active')}`,
      `resolved ${script.resolved}`,
      `over ${script.count('over')} of ${script.cases.length}`,
      `${this.messagesPerSecond().toFixed(1)} messages/s`,
    ].join(' · ');
  }

  private messagesPerSecond(): number {
    const now = { at: Date.now(), messages: this.audit.counts.acknowledged };
    const seconds = Math.max(now.at - this.last.at, 1) / 1000;
    const rate = (now.messages - this.last.messages) / seconds;
    if (seconds > 2) this.last = now;
    return rate;
  }
}
