export interface KeyedWorkOptions {
  /** Keys worked on at once. */
  concurrency: number;
  /** Keys that may be known at once, worked on, waiting or resting. */
  capacity: number;
  /** How long a key rests after work that returns true, in ms: what is added meanwhile is done once, afterwards. */
  restMs?: number;
  /** While as many keys wait as `from`, the work is late anyway: a pause after each piece leaves the processor to others. */
  crowd?: { from: number; pauseMs: number };
}

type State = 'waiting' | 'running' | 'resting' | 'again';

/**
 * Work beside the path of requests: at most once at a time per key, and once more where the key was added meanwhile.
 * Bounded in what it does at once and in what it remembers; what is too much is dropped.
 */
export class KeyedWork {
  private readonly states = new Map<string, State>();
  private readonly queue: string[] = [];
  private running = 0;
  private isStopped = false;

  /** @param work must not reject; it may begin before `add` returns. */
  constructor(
    private readonly work: (key: string) => Promise<boolean | void>,
    private readonly options: KeyedWorkOptions,
  ) {}

  /** False when there is no room for it. */
  add(key: string): boolean {
    if (this.isStopped) return false;
    const state = this.states.get(key);
    if (state === 'running' || state === 'resting') this.states.set(key, 'again');
    if (state !== undefined) return true;
    if (this.states.size >= this.options.capacity) return false;
    this.enqueue(key);
    return true;
  }

  /** Nothing more begins. */
  stop(): void {
    this.isStopped = true;
    this.queue.length = 0;
  }

  private enqueue(key: string): void {
    this.states.set(key, 'waiting');
    this.queue.push(key);
    this.next();
  }

  private next(): void {
    while (this.running < this.options.concurrency) {
      const key = this.queue.shift();
      if (key === undefined) return;
      void this.run(key);
    }
  }

  private async run(key: string): Promise<void> {
    this.running += 1;
    this.states.set(key, 'running');
    const isTired = await this.work(key);
    if (isTired === true && this.options.restMs) {
      if (this.states.get(key) === 'running') this.states.set(key, 'resting');
      setTimeout(() => this.rested(key), this.options.restMs).unref();
    } else this.rested(key);
    const { from, pauseMs } = this.options.crowd ?? { from: Infinity, pauseMs: 0 };
    if (this.queue.length >= from) setTimeout(() => this.free(), pauseMs).unref();
    else this.free();
  }

  private free(): void {
    this.running -= 1;
    this.next();
  }

  private rested(key: string): void {
    const isWanted = this.states.get(key) === 'again' && !this.isStopped;
    this.states.delete(key);
    if (isWanted) this.enqueue(key);
  }
}
