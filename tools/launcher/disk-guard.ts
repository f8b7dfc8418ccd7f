import { statfs } from 'node:fs/promises';
import type { Output } from './output';

const MEGABYTE = 1024 * 1024;
const LOOK_EVERY_MS = 5_000;
const STATES = [
  { name: 'full', below: 16 * MEGABYTE },
  { name: 'low', below: 512 * MEGABYTE },
] as const;

export type DiskState = (typeof STATES)[number]['name'] | 'plenty';

/** Room enough for a while, for an hour, or for nothing. */
export function stateOf(free: number): DiskState {
  return STATES.find(({ below }) => free < below)?.name ?? 'plenty';
}

/** Says when a disk is nearly full, and when it is; `onRoom` when there is room again after it was. */
export class DiskGuard {
  private state: DiskState = 'plenty';
  private timer?: NodeJS.Timeout;

  constructor(
    private readonly folder: string,
    private readonly output: Output,
    private readonly onRoom: () => void = () => undefined,
    private readonly freeOf: (folder: string) => Promise<number> = freeBytes,
  ) {}

  start(): void {
    this.timer = setInterval(() => void this.look().catch(() => undefined), LOOK_EVERY_MS);
  }

  stop(): void {
    clearInterval(this.timer);
  }

  async look(): Promise<void> {
    const free = await this.freeOf(this.folder);
    const before = this.state;
    this.state = stateOf(free);
    if (this.state === before) return;
    const left = `${Math.floor(free / MEGABYTE)} MB are left for ${this.folder}`;
    if (this.state === 'full')
      this.say(`The disk is full, ${left}: nothing can be stored until there is room`);
    else if (this.state === 'low') this.say(`The disk is nearly full, ${left}: make room`);
    else this.say(`The disk has room again, ${left}`);
    if (before === 'full') this.onRoom();
  }

  private say(text: string): void {
    this.output.line('qifu', text);
  }
}

async function freeBytes(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}
