import type { Closing } from '../closing';
import type { CommandLine } from '../command-line';
import { DemoError } from '../requests';
import { clockFactorAt, DAY_A_MINUTE, ownSuite, runningSuite, type Setting } from '../setting';

/**
 * The running suite where its working time runs faster than in life; else, or where a pace is asked for, one of the
 * demo's own.
 * @throws DemoError where a suite was named whose clocks would take days.
 */
export async function chooseSuite(options: CommandLine, closing: Closing): Promise<Setting> {
  const { url, urlGiven, clock, agencySystem } = options;
  if (clock !== undefined) return startOwn(clock, closing);
  const factor = await clockFactorAt(url[0] ?? '');
  if (urlGiven || (factor ?? 1) > 1) {
    const setting = await runningSuite(url, agencySystem);
    if (setting.clockFactor > 1) return setting;
    throw new DemoError(
      `Working time at ${url[0]} runs as in life, where a breach takes days: start that suite with ` +
        `"npm start -- --clock ${DAY_A_MINUTE}", or leave --url out and let the demo start one of its own.`,
    );
  }
  if (factor === 1)
    console.error(
      `The suite at ${url[0]} keeps to the time of life (npm start -- --clock ${DAY_A_MINUTE} would not).`,
    );
  return startOwn(DAY_A_MINUTE, closing);
}

function startOwn(clock: number, closing: Closing): Promise<Setting> {
  console.error(`Starting a suite for this demo alone, in which working time runs ${clock} times as fast …`);
  return ownSuite(clock, closing);
}
