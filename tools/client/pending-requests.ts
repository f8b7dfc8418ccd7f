import { AppError, type ErrorCode, type RequestFrameType, type WireError } from '#contracts';
import { isRepeatable, type OutgoingFrame } from './frames';

interface Pending {
  frame: OutgoingFrame;
  /** The conversation it is about: requests of one keep their order. */
  lane: unknown;
  /** Refused for the time being, or behind one that is: sent with the next repetition. */
  held: boolean;
  tries: number;
  deadline: NodeJS.Timeout;
  resolve(data: object): void;
  reject(error: AppError): void;
}

const PASSING: ReadonlySet<ErrorCode> = new Set([
  'RATE_LIMITED',
  'UNAVAILABLE',
  'TIMEOUT',
  'UPSTREAM_FAILED',
]);
const RETRY_MS = { first: 200, longest: 5_000 };

/** Requests without an answer yet; those that may be repeated are, after a passing failure and over a new connection. */
export class PendingRequests {
  private readonly pending = new Map<string, Pending>();
  private repetition?: NodeJS.Timeout | undefined;
  private count = 0;

  /** @param send puts a frame on the wire, or does nothing while there is none. */
  constructor(
    private readonly send: (frame: OutgoingFrame) => void,
    private readonly patienceMs: number,
  ) {}

  /** @throws AppError the refusal; TIMEOUT after the patience; UNAVAILABLE when the connection is lost and it may not be repeated. */
  ask(type: RequestFrameType, data: object): Promise<object> {
    this.count += 1;
    const frame: OutgoingFrame = { type, id: `${type}-${this.count}`, data };
    const lane = 'conversationId' in data ? data.conversationId : frame.id;
    const held = this.repetition !== undefined && this.isHeld(lane);
    return new Promise((resolve, reject) => {
      const deadline = setTimeout(
        () => this.fail(frame.id, new AppError('TIMEOUT', `No answer to "${type}" came in time.`)),
        this.patienceMs,
      );
      this.pending.set(frame.id, { frame, lane, held, tries: 1, deadline, resolve, reject });
      if (!held) this.send(frame);
    });
  }

  answer(id: string, data: object): void {
    this.settle(id)?.resolve(data);
  }

  refuse(id: string, { code, message, details }: WireError): void {
    const request = this.pending.get(id);
    if (!request) return;
    const mayRepeat = code === 'RATE_LIMITED' || isRepeatable(request.frame.type);
    if (!PASSING.has(code) || !mayRepeat) return this.fail(id, new AppError(code, message, details));
    const delay = Math.min(RETRY_MS.first * 2 ** (request.tries - 1), RETRY_MS.longest);
    request.tries += 1;
    request.held = true;
    this.repetition ??= setTimeout(() => this.repeat(({ held }) => held), delay * (0.5 + Math.random()));
  }

  connectionLost(): void {
    for (const [id, { frame }] of this.pending) {
      if (isRepeatable(frame.type)) continue;
      this.fail(
        id,
        new AppError('UNAVAILABLE', `The connection was lost before "${frame.type}" was answered.`),
      );
    }
  }

  /** Over the new connection, in the order in which they were first asked. */
  repeatAll(): void {
    this.repeat(() => true);
  }

  failAll(error: AppError): void {
    clearTimeout(this.repetition);
    for (const id of this.pending.keys()) this.fail(id, error);
  }

  private isHeld(lane: unknown): boolean {
    return [...this.pending.values()].some((request) => request.held && request.lane === lane);
  }

  private repeat(which: (request: Pending) => boolean): void {
    clearTimeout(this.repetition);
    this.repetition = undefined;
    for (const request of this.pending.values()) {
      if (!which(request)) continue;
      request.held = false;
      this.send(request.frame);
    }
  }

  private fail(id: string, error: AppError): void {
    this.settle(id)?.reject(error);
  }

  private settle(id: string): Pending | undefined {
    const request = this.pending.get(id);
    if (!request) return undefined;
    clearTimeout(request.deadline);
    this.pending.delete(id);
    return request;
  }
}
