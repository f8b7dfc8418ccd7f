import { join } from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import { env } from './demo.env';
import { DAY_A_MINUTE, dataDir, root } from './setting';

export interface CommandLine {
  input: string;
  limit: number;
  businesses: number;
  seats: number;
  speed: number;
  url: string[];
  transcripts: string;
  orders: boolean;
  /** Starts a suite of its own at this pace. */
  clock?: number;
  agencySystem?: string;
  json: boolean;
  /** The URLs were said, not taken by default. */
  urlGiven: boolean;
}

function number(min: number, max: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (value >= min && value <= max) return value;
    throw new InvalidArgumentError(`A number from ${min} to ${max} is needed.`);
  };
}

export function readCommandLine(): CommandLine {
  const command = new Command('npm run demo --')
    .description('Plays businesses and seats against the running suite, over its public protocol only.')
    .option('--input <file>', 'requests, JSON Lines', join(root, 'tools', 'demo', 'requests.jsonl'))
    .option('--limit <n>', 'plays no more than so many of them', number(1, 1_000_000), Infinity)
    .option('--businesses <n>', 'firms at the same time', number(1, 2_000), 60)
    .option('--seats <n>', 'seats on duty', number(1, 200), 12)
    .option('--speed <x>', 'so many times as fast as in life', number(0.1, 500), 20)
    .option('--url <url...>', 'the gateway, or several', [`http://127.0.0.1:${env.QIFU_PORT}`])
    .option('--transcripts <folder>', 'where the transcripts go', join(dataDir, 'demo', 'transcripts'))
    .option('--orders', 'what cannot be solved becomes work orders at the three partner agencies', false)
    .option(
      '--clock <factor>',
      `with --orders: starts a suite of its own whose working time runs so many times as fast (${DAY_A_MINUTE}: a day a minute)`,
      number(2, 100_000),
    )
    .option('--agency-system <url>', 'with --orders: the reference system of the agency that is pushed to')
    .option('--json', 'with --orders: the summary as JSON, everything else on standard error', false)
    .addHelpText(
      'after',
      '\nThe demo password and the host app key are read from secrets.json in QIFU_DATA_DIR (.data),' +
        '\nor from QIFU_DEMO_PASSWORD and QIFU_HOST_APP (JSON: issuer, audience, sharedKey).',
    )
    .parse();
  const given = command.opts<Omit<CommandLine, 'urlGiven'>>();
  return { ...given, urlGiven: command.getOptionValueSource('url') === 'cli' };
}
