import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { AppError } from '#contracts';

/** What is typed does not show. */
export async function askPassword(login: string): Promise<string> {
  if (!process.stdin.isTTY) throw new AppError('UNAUTHENTICATED', 'Give --password or set QIFU_PASSWORD.');
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const terminal = createInterface({ input: process.stdin, output: silent, terminal: true });
  process.stderr.write(`Password of ${login}: `);
  const password = await terminal.question('');
  terminal.close();
  process.stderr.write('\n');
  return password;
}
