import { openSync, writeSync } from 'node:fs';

/** Where the launcher and its processes write, one line at a time; `source` is a process's name or `qifu`. */
export interface Output {
  line(source: string, text: string): void;
}

const COLOURS = [36, 32, 33, 35, 34, 96, 92, 93, 95, 94];

/** Each source has a tag of its own colour where the stream is a terminal. */
export function terminalOutput(stream: NodeJS.WriteStream): Output {
  const tags = new Map<string, string>();
  const tagOf = (source: string): string => {
    const known = tags.get(source);
    if (known) return known;
    const padded = source.padEnd(11);
    const colour = COLOURS[tags.size % COLOURS.length];
    const tag = stream.isTTY ? `\u001b[${colour}m${padded}\u001b[0m` : padded;
    tags.set(source, tag);
    return tag;
  };
  return { line: (source, text) => void stream.write(`${tagOf(source)} ${text}\n`) };
}

export function fileOutput(path: string): Output {
  const file = openSync(path, 'a');
  return { line: (source, text) => void writeSync(file, `${source.padEnd(11)} ${text}\n`) };
}

/** Runs one step of the start and says how long it took; a slow one is announced and shows that it goes on. */
export async function step<T>(output: Output, label: string, work: () => Promise<T>): Promise<T> {
  const started = Date.now();
  const elapsed = (): string => `${((Date.now() - started) / 1000).toFixed(1)} s`;
  const announcement = setTimeout(() => output.line('qifu', `… ${label}`), 500);
  const reminder = setInterval(() => output.line('qifu', `… ${label} (${elapsed()})`), 5_000);
  try {
    const result = await work();
    output.line('qifu', `✓ ${label} (${elapsed()})`);
    return result;
  } finally {
    clearTimeout(announcement);
    clearInterval(reminder);
  }
}
