import { join } from 'node:path';
import { Api } from '../client/api';
import { DeliveryAudit } from '../client/delivery-audit';
import { HostApp } from '../client/host-app';
import { Desk } from './cast';
import { readStaff } from './city';
import type { CommandLine } from './command-line';
import { GuideBook } from './guide-book';
import { Pace } from './pace';
import { castRequests } from './play';
import { readRequests } from './requests';
import { Script, type Case } from './script';
import { root, type Setting } from './setting';
import type { Stage } from './stage';

const HTTP_PATIENCE_MS = 60_000;
const SHOWN_PROBLEMS = 20;

/** Everybody and everything that a play needs. */
export interface Theatre {
  stage: Stage;
  desk: Desk;
  hostApp: HostApp;
}

/** @param adapt makes the cases those of the play. */
export async function openTheatre(
  { urls, secrets }: Setting,
  { input, seats, speed, limit }: Pick<CommandLine, 'input' | 'seats' | 'speed' | 'limit'>,
  adapt: (cases: Case[]) => Case[] = (cases) => cases,
): Promise<Theatre> {
  const requests = await readRequests(input, limit);
  const gateway = inTurn(urls);
  const api = new Api(gateway(), HTTP_PATIENCE_MS);
  const guides = await GuideBook.load(api);
  const staff = readStaff(join(root, 'catalogue', 'demo', 'city.yaml'));
  const desk = await Desk.signIn(api, staff, seats, secrets.demo.password);
  const script = new Script(adapt(castRequests(requests, guides, desk)));
  const stage: Stage = {
    ...{ gateway, api, guides, script },
    audit: new DeliveryAudit(),
    pace: new Pace(speed),
    problems: [],
  };
  return { stage, desk, hostApp: new HostApp(secrets.hostApp) };
}

export function tellAudit({ audit }: Stage, out: NodeJS.WriteStream): void {
  const { conversations, acknowledged, delivered } = audit.counts;
  out.write(
    `Audit: ${acknowledged} acknowledged messages, ${delivered} deliveries in ${conversations} conversations.\n`,
  );
}

/** The problems on standard error, or that there are none. */
export function tellProblems(
  problems: readonly string[],
  none: string,
  some: string,
  out: NodeJS.WriteStream,
): void {
  for (const problem of problems.slice(0, SHOWN_PROBLEMS)) console.error(`  ✗ ${problem}`);
  if (problems.length > SHOWN_PROBLEMS) console.error(`  … and ${problems.length - SHOWN_PROBLEMS} more`);
  out.write(problems.length === 0 ? `${none}\n` : `${problems.length} problems: ${some}\n`);
}

function inTurn(urls: readonly string[]): () => string {
  let turn = 0;
  return () => urls[turn++ % urls.length] ?? '';
}
