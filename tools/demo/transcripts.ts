import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Case } from './script';

const WHOLE_TRANSCRIPTS = 2;

/** Writes Markdown files by name; those of an earlier run, whose names look alike, go. */
export function writeFiles(
  folder: string,
  alike: RegExp,
  files: readonly (readonly [string, string])[],
): void {
  mkdirSync(folder, { recursive: true });
  for (const name of readdirSync(folder)) if (alike.test(name)) rmSync(join(folder, name));
  for (const [name, text] of files) writeFileSync(join(folder, `${name}.md`), text);
}

export function writeTranscripts(folder: string, cases: readonly Case[]): void {
  writeFiles(
    folder,
    /^\d+\.md$/,
    cases.flatMap(({ number, transcript }) => (transcript ? [[String(number), transcript] as const] : [])),
  );
}

/** The ones with most to read: a twist, and long (the same takes fewer characters in Chinese). */
export function worthReading(cases: readonly Case[]): string[] {
  const weight = ({ twisted, language, transcript = '' }: Case): number =>
    transcript.length * (twisted ? 2 : 1) * (language === 'zh' ? 3 : 1);
  return cases
    .toSorted((a, b) => weight(b) - weight(a))
    .slice(0, WHOLE_TRANSCRIPTS)
    .flatMap(({ transcript }) => transcript ?? []);
}
