import type { Closing } from '../closing';
import type { CommandLine } from '../command-line';
import { play } from '../play';
import { Progress } from '../progress';
import type { Setting } from '../setting';
import { openTheatre, tellAudit, tellProblems, type Theatre } from '../theatre';
import { writeFiles, writeTranscripts } from '../transcripts';
import type { AgencySide } from './agency-side';
import { castOrders } from './cast-orders';
import { Clerks } from './clerks';
import { Docket } from './docket';
import { FollowUpRound } from './follow-up-round';
import { openSides } from './open-sides';
import {
  disagreementsWith,
  missingEvents,
  oncePerConversation,
  reconcile,
  reconciliationProblems,
} from './order-checks';
import { readRecords } from './order-record';
import { balanceProblems, readSummary, summaryLines } from './order-summary';
import { orderTranscript } from './order-transcript';
import type { PushSide } from './push-side';

/** The longest holiday with its rest days, and what everything else takes in real ms. */
const LONGEST_WAIT = { days: 14, ms: 240_000 };
const DAY_MS = 86_400_000;

/** Conversations, and the orders that come of them, until the last is archived. True when the books agree. */
export async function playOrders(setting: Setting, options: CommandLine, closing: Closing): Promise<boolean> {
  const out = options.json ? process.stderr : process.stdout;
  const theatre = await openTheatre(setting, { ...options, limit: Infinity }, (cases) =>
    castOrders(cases, options.limit),
  );
  const { stage, desk, hostApp } = theatre;
  const sides = await openSides(setting, theatre, closing);
  const docket = (stage.orders = openDocket(setting, theatre, sides));
  const { cases } = stage.script;
  const orders = cases.filter(({ twist }) => twist === 'order').length;
  out.write(
    `${cases.length} conversations, of which ${orders} become orders · ${sides.map(({ code, kind }) => `${code} ${kind}`).join(' · ')} · ` +
      `people ${options.speed} times, working time ${setting.clockFactor} times as fast as in life\n`,
  );
  const progress = new Progress(stage, out);
  docket.news = (text) => progress.note(text);
  await play(stage, desk, hostApp, options.businesses, progress);

  const records = await readRecords(docket.orders, desk.overseer);
  const disagreements = (await Promise.all(sides.map((side) => disagreementsWith(side, records)))).flat();
  const opened = cases.flatMap(({ final }) => final?.openedAt ?? []);
  const [from = new Date().toISOString()] = opened.toSorted();
  const summary = await readSummary(records, desk.overseer, from);
  writeTranscripts(options.transcripts, cases);
  writeFiles(
    options.transcripts,
    /^QF[\d-]+\.md$/,
    records.map((record) => [record.view.number, orderTranscript(record)]),
  );
  const told = records.find(({ order }) => order.plot.name === 'adjudication');
  if (told) out.write(`\n${orderTranscript(told)}\n`);
  out.write(`\n${summaryLines(summary).join('\n')}\n\nTranscripts: ${options.transcripts}\n`);
  tellAudit(stage, out);

  const compared = await reconcile(desk.lead, sides[0].code);
  out.write(
    `Reconciliation with ${compared.agencyCode}: ${compared.compared} compared, ` +
      `${compared.missing} missing, ${compared.different} different.\n`,
  );
  const problems = [
    ...stage.audit.problems(),
    ...stage.problems,
    ...(await oncePerConversation(theatre)),
    ...disagreements,
    ...balanceProblems(summary),
    ...reconciliationProblems(compared),
    ...missingEvents(summary),
  ];
  tellProblems(
    problems,
    'The books agree: every order arrived once at its agency, every act of an agency once at the desk.',
    'the books do not agree, or something was left undone.',
    out,
  );
  if (options.json) console.log(JSON.stringify({ ok: problems.length === 0, ...summary, problems }, null, 2));
  return problems.length === 0;
}

function openDocket(
  { clockFactor }: Setting,
  { stage, desk }: Theatre,
  sides: readonly [PushSide, ...AgencySide[]],
): Docket {
  const callers = desk.seats.map(({ grant }) => ({ id: grant.partyId, api: stage.api.as(grant.token) }));
  const clerks = new Clerks(desk.lead, desk.overseer, new FollowUpRound(stage.api, callers));
  return new Docket({
    clerks,
    reader: desk.lead,
    sides,
    push: sides[0],
    patienceMs: LONGEST_WAIT.ms + (LONGEST_WAIT.days * DAY_MS) / clockFactor,
    problems: stage.problems,
  });
}
