import type { Stage } from './stage';

/** Back to an empty line of the terminal. */
const CLEAR = '\r\u001b[2K';
const LINE_EVERY_MS = { terminal: 250, file: 5_000 };

/** Tells how the play goes: one line that changes on a terminal, a line every 5 s elsewhere. */
export class Progress {
  private timer?: NodeJS.Timeout;
  private readonly started = Date.now();
  private last = { at: Date.now(), messages: 0 };

  constructor(
    private readonly stage: Stage,
    private readonly out: NodeJS.WriteStream,
  ) {}

  begin(): void {
    const every = this.out.isTTY ? LINE_EVERY_MS.terminal : LINE_EVERY_MS.file;
    this.timer = setInterval(() => this.tell(), every);
  }

  /** Something worth a line of its own. */
  note(text: string): void {
    this.out.write(`${this.out.isTTY ? CLEAR : ''}${this.seconds()} s  ${text}\n`);
  }

  end(): void {
    clearInterval(this.timer);
    this.tell();
    if (this.out.isTTY) this.out.write('\n');
  }

  private tell(): void {
    const line = this.line();
    this.out.write(this.out.isTTY ? `${CLEAR}${line.slice(0, this.out.columns - 1)}` : `${line}\n`);
  }

  private line(): string {
    const { script, orders } = this.stage;
    return [
      `${this.seconds()} s`,
      `waiting ${script.count('waiting')}`,
      `active ${script.count('active')}`,
      `resolved ${script.resolved}`,
      `over ${script.count('over')} of ${script.cases.length}`,
      `${this.messagesPerSecond().toFixed(1)} messages/s`,
      ...(orders ? [orders.standing()] : []),
    ].join(' · ');
  }

  private seconds(): number {
    return Math.round((Date.now() - this.started) / 1000);
  }

  private messagesPerSecond(): number {
    const now = { at: Date.now(), messages: this.stage.audit.counts.acknowledged };
    const seconds = Math.max(now.at - this.last.at, 1) / 1000;
    const rate = (now.messages - this.last.messages) / seconds;
    if (seconds > 2) this.last = now;
    return rate;
  }
}
