/** Below this a pause would be shorter than a network's own delays, in ms. */
const SHORTEST_MS = 40;
const CHARACTERS_TYPED_PER_SECOND = 3;
const CHARACTERS_READ_PER_SECOND = 12;

/** How fast people are: as in life, divided by `speed`. */
export class Pace {
  constructor(private readonly speed: number) {}

  /** A stretch of life in real ms, at least `shortestMs`. */
  ms(seconds: number, shortestMs = SHORTEST_MS): number {
    return Math.max((seconds * 1000) / this.speed, shortestMs);
  }

  pause(minSeconds: number, maxSeconds: number): Promise<void> {
    return sleep(this.ms(minSeconds + Math.random() * (maxSeconds - minSeconds)));
  }

  typing(text: string): Promise<void> {
    return this.pause(1, 2 + Math.min(text.length / CHARACTERS_TYPED_PER_SECOND, 18));
  }

  reading(text: string): Promise<void> {
    return this.pause(0.5, 1 + Math.min(text.length / CHARACTERS_READ_PER_SECOND, 9));
  }
}

export const sleep = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));
