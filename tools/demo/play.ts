import type { Api } from '../client/api';
import type { HostApp } from '../client/host-app';
import { Business } from './business';
import { Cast, type Desk } from './cast';
import { firm } from './firms';
import type { GuideBook } from './guide-book';
import { sleep } from './pace';
import type { Progress } from './progress';
import { readBack } from './record';
import { DemoError, languageOf, type DemoRequest } from './requests';
import { twistFor, type Case } from './script';
import type { Stage } from './stage';

/** How long what is still on its way may take, in ms. */
const SETTLE_MS = 15_000;
/** Firms come one after the other within so many seconds of life. */
const ARRIVAL_SECONDS = 120;

/** Gives each request its matter and language; a request whose matter nobody on duty serves goes nowhere. */
export function castRequests(requests: readonly DemoRequest[], guides: GuideBook, desk: Desk): Case[] {
  const cases = requests.flatMap((request, index): Case[] => {
    const matterCode = request.matter ?? guides.closest(request.text) ?? '';
    const agencyCode = guides.find(matterCode)?.matter.agencyCode;
    if (!agencyCode || !desk.serves(agencyCode, 'zh')) return [];
    const language = languageOf(request.text);
    const twist = twistFor(index + 1);
    return [
      {
        number: index + 1,
        request,
        matterCode,
        agencyCode,
        language: desk.serves(agencyCode, language) ? language : 'zh',
        ...(twist ? { twist } : {}),
        twisted: false,
        phase: 'coming',
      },
    ];
  });
  if (cases.length === 0)
    throw new DemoError('None of the requests is about a matter that a seat on duty serves.');
  return cases;
}

/** Plays every case to its end, `businesses` firms at a time, and reads each back from the server. */
export async function play(
  stage: Stage,
  desk: Desk,
  hostApp: HostApp,
  businesses: number,
  progress: Progress,
): Promise<void> {
  const cast = await Cast.assemble(stage, desk);
  progress.begin();
  const coming = stage.script.cases.values();
  const firms = Math.min(businesses, stage.script.cases.length);
  const arrived = await Promise.all(
    Array.from({ length: firms }, (_, index) => playFirm(stage, desk.overseer, hostApp, index + 1, coming)),
  );
  await settle(stage);
  progress.end();
  for (const business of arrived) business?.leave();
  await cast.dismiss();
}

async function playFirm(
  stage: Stage,
  overseer: Api,
  hostApp: HostApp,
  number: number,
  coming: Iterator<Case>,
): Promise<Business | undefined> {
  await stage.pace.pause(0, ARRIVAL_SECONDS);
  const business = await Business.arrive(stage, hostApp, firm(number)).catch((error: unknown) => {
    stage.problems.push(`firm ${number} could not connect: ${String(error)}`);
    return undefined;
  });
  if (!business) return undefined;
  const readings: Promise<void>[] = [];
  for (let next = coming.next(); !next.done; next = coming.next()) {
    await playCase(stage, business, next.value);
    readings.push(readWhenOver(stage, overseer, next.value));
    await stage.pace.pause(5, 40);
  }
  await Promise.all(readings);
  return business;
}

async function playCase(stage: Stage, business: Business, played: Case): Promise<void> {
  try {
    await business.play(played);
  } catch (error) {
    const { conversationId = '–', number } = played;
    stage.problems.push(`conversation ${conversationId} (request ${number}): ${String(error)}`);
  }
  played.phase = 'over';
}

/** An order that came of it writes in the conversation until it is settled. */
async function readWhenOver(stage: Stage, overseer: Api, played: Case): Promise<void> {
  await stage.orders?.over(played);
  await readBack(stage, overseer, played).catch((error: unknown) => {
    stage.problems.push(`conversation ${played.conversationId} cannot be read back: ${String(error)}`);
  });
}

/** Lets arrive what is still on its way. */
async function settle({ audit }: Stage): Promise<void> {
  for (const started = Date.now(); Date.now() - started < SETTLE_MS; await sleep(200)) {
    if (audit.problems().length === 0) return;
  }
}
