import { createReadStream, existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { MESSAGE_MAX_LENGTH, type Language } from '#contracts';

/** What one business wants: its first message, what it writes later, and how it judges the answer. */
export interface DemoRequest {
  /** Undefined where the input names none. */
  matter?: string;
  text: string;
  followUps: string[];
  solved: boolean;
  /** 1 to 5. */
  satisfaction: number;
  /** Words of an Answer that leaves it nothing to ask, all of them; none where it wants a person. */
  satisfiedBy: string[];
}

/** What is wrong with the demo's command line, files or surroundings, in one sentence. */
export class DemoError extends Error {
  override readonly name = 'DemoError';
}

/** Reads JSON Lines of `{ text, matter?, followUps?, solved?, satisfaction?, satisfiedBy? }`; other fields are left alone. */
export async function readRequests(file: string, limit: number): Promise<DemoRequest[]> {
  const requests: DemoRequest[] = [];
  if (!existsSync(file)) throw new DemoError(`${file} is not there.`);
  let line = 0;
  try {
    for await (const row of createInterface({ input: createReadStream(file), crlfDelay: Infinity })) {
      line += 1;
      if (row.trim()) requests.push(readRequest(JSON.parse(row), requests.length));
      if (requests.length === limit) break;
    }
  } catch (error) {
    throw new DemoError(`${file}${line ? `, line ${line}` : ''}: ${(error as Error).message}`);
  }
  if (requests.length === 0) throw new DemoError(`${file} holds no requests.`);
  return requests;
}

function readRequest(row: unknown, index: number): DemoRequest {
  const { text, matter, followUps, solved, satisfaction, satisfiedBy } = row as Partial<DemoRequest>;
  if (typeof text !== 'string' || !text.trim()) throw new Error('a request needs a text');
  return {
    ...(typeof matter === 'string' ? { matter } : {}),
    text: text.trim().slice(0, MESSAGE_MAX_LENGTH),
    followUps: followUps ?? [],
    solved: solved ?? index % 12 !== 11,
    satisfaction: satisfaction ?? [5, 4, 5, 5, 3, 4][index % 6] ?? 4,
    satisfiedBy: satisfiedBy ?? [],
  };
}

const HAN = /\p{Script=Han}/gu;

/** English where hardly a character is Chinese. */
export const languageOf = (text: string): Language =>
  (text.match(HAN)?.length ?? 0) < text.length * 0.2 ? 'en' : 'zh';
