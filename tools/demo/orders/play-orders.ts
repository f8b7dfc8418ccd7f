import type { ReconciliationView, WorkOrderView } from '#contracts';
import type { Api } from '../../client/api';
import type { Closing } from '../closing';
import type { CommandLine } from '../command-line';
import { play } from '../play';
import { Progress } from '../progress';
import { DemoError } from '../requests';
import type { Setting } from '../setting';
import { openTheatre, tellAudit, tellProblems, type Theatre } from '../theatre';
import { writeFiles, writeTranscripts } from '../transcripts';
import { orderAt, type AgencySide } from './agency-side';
import { castOrders } from './cast-orders';
import { Clerks } from './clerks';
import { compareSides } from './compare-sides';
import { Docket, leadOf } from './docket';
import { FollowUpRound } from './follow-up-round';
import { ORDER_EVENTS, type OrderEvent } from './order-events';
import { readRecords } from './order-record';
import { balanceProblems, readSummary, summaryLines } from './order-summary';
import { orderTranscript } from './order-transcript';
import type { OrderRecord } from './played-order';
import { PortalSide } from './portal-side';
import { PullSide } from './pull-side';
import { PushSide } from './push-side';

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
  const sideRecords = await Promise.all(sides.map((side) => readSide(side, records)));
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

  const compared = await reconcile(theatre, sides[0].code);
  out.write(
    `Reconciliation with ${compared.agencyCode}: ${compared.compared} compared, ` +
      `${compared.missing} missing, ${compared.different} different.\n`,
  );
  const problems = [
    ...stage.audit.problems(),
    ...stage.problems,
    ...(await oncePerConversation(theatre)),
    ...sideRecords.flatMap((side) => compareSides(records, side)),
    ...balanceProblems(summary),
    ...reconciliationProblems(compared),
    ...(Object.keys(ORDER_EVENTS) as OrderEvent[])
      .filter((event) => summary.events[event] === 0)
      .map((event) => `${ORDER_EVENTS[event]} should have happened, and did not`),
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

async function openSides(
  { agencySystemUrl, secrets }: Setting,
  { stage }: Theatre,
  closing: Closing,
): Promise<readonly [PushSide, PullSide, PortalSide]> {
  if (!agencySystemUrl)
    throw new DemoError('Where does the reference system of SCJG listen? Say it with --agency-system <url>.');
  const as = async (login: string): Promise<Api> =>
    stage.api.as((await stage.api.signIn(login, secrets.demo.password)).token);
  const push = new PushSide('SCJG', agencySystemUrl, await as('scjg.office'));
  await push.isDown();
  closing.add(() => push.leave());
  const pull = await PullSide.start('GJJ', await as('admin'));
  closing.add(() => pull.leave());
  const portal = new PortalSide('ZXQY', await as('zxqy.office'));
  closing.add(() => portal.leave());
  return [push, pull, portal];
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

async function readSide(side: AgencySide, records: readonly OrderRecord[]) {
  const statuses = new Map<string, string>();
  for (const { view } of records)
    if (leadOf(view) === side.code) statuses.set(view.id, (await orderAt(side, view.id)).status);
  return { code: side.code, kind: side.kind, books: await side.books(), statuses };
}

/** The desk's own comparison with the books of an agency's system, which it repairs where they differ. */
const reconcile = ({ desk }: Theatre, agencyCode: string): Promise<ReconciliationView> =>
  desk.lead.post<ReconciliationView>('/reconciliations', { agencyCode });

function reconciliationProblems({ agencyCode, missing, different, problem }: ReconciliationView): string[] {
  const found = missing + different;
  if (problem) return [`the books of ${agencyCode} cannot be read: ${problem}`];
  return found > 0
    ? [`the desk's reconciliation found ${found} handovers that ${agencyCode} does not have so`]
    : [];
}

/** A conversation that was to become an order has become one, and one only. */
async function oncePerConversation({ stage, desk }: Theatre): Promise<string[]> {
  const problems: string[] = [];
  for (const { twist, conversationId, number } of stage.script.cases) {
    if (twist !== 'order' || !conversationId) continue;
    const { items } = await desk.overseer.get<{ items: WorkOrderView[] }>('/work-orders', { conversationId });
    if (items.length !== 1) problems.push(`conversation ${number} has become ${items.length} orders`);
  }
  return problems;
}
