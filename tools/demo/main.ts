import 'reflect-metadata';
import { AppError } from '#contracts';
import { LaunchError } from '../launcher/launch-error';
import { playChats } from './chats';
import { Closing } from './closing';
import { readCommandLine } from './command-line';
import { chooseSuite } from './orders/choose-suite';
import { playOrders } from './orders/play-orders';
import { DemoError } from './requests';
import { runningSuite } from './setting';

const INTERRUPTED = 130;
const closing = new Closing();

async function main(): Promise<boolean> {
  const options = readCommandLine();
  if (!options.orders) {
    if (options.clock || options.json) throw new DemoError('--clock and --json go with --orders.');
    return playChats(await runningSuite(options.url), options);
  }
  return playOrders(await chooseSuite(options, closing), options, closing);
}

/** The first reason to end counts. */
async function end(code: number): Promise<void> {
  process.exitCode ??= code;
  await closing.run();
  process.exit();
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.on(signal, () => void end(INTERRUPTED));
process.once('disconnect', () => void end(INTERRUPTED));

main().then(
  (ok) => end(ok ? 0 : 1),
  (error: unknown) => {
    const expected = error instanceof DemoError || error instanceof AppError || error instanceof LaunchError;
    console.error(expected ? error.message : error);
    return end(1);
  },
);
