import { AppError, type ClockPolicy, type OrderAction, type OrderClockKind } from '#contracts';
import type { Calendar } from '../clocks/calendar';
import type { OrderActed } from '../work-orders/order-listeners';
import { WITH_AGENCY } from '../work-orders/work-order-status';
import { amountOf, chooseRule, hoursOf } from './choose-rule';
import { pacedSignals, pacedTimes, type PacedPolicy } from './clock-pace';
import { levelKept, lightAt, type ClockSignal } from './clock-signals';
import type { ClockStep } from './clock-times';
import type { OrderClock } from './order-clock.entity';

/** The agency code of clocks that the desk itself keeps. */
export const DESK_CODE = 'desk';

/** What an action means for the clocks of its order. */
export type ClockChange =
  | { type: 'start'; clock: OrderClockKind; agencyCode: string; second?: boolean; stands?: boolean }
  | {
      type: 'done' | 'dropped';
      clocks?: readonly OrderClockKind[];
      agencyCode?: string;
      /** Agencies whose clocks go on. */
      besides?: readonly string[];
    }
  | { type: 'pass-on'; clock: OrderClockKind; agencyCode: string }
  | { type: 'pause' | 'resume' }
  | { type: 'extend'; workdays: number; agencyCode: string }
  | { type: 'reopen'; agencyCode: string };

type Acted = Pick<OrderActed, 'action' | 'actor' | 'request' | 'order' | 'agencies'>;

const AGENCY_CLOCKS = ['sign', 'return', 'first-contact', 'handling'] as const;

/** Which clocks start, stand, go on and end when this has been done. */
export function clockChanges({ action, actor, request, order, agencies }: Acted): ClockChange[] {
  const lead = order.agencyCode ?? '';
  const acting = actor.agencyCode ?? lead;
  const second = order.redos > 0;
  const coHandlers = agencies.flatMap(({ part, agencyCode }) => (part === 'co-handler' ? agencyCode : []));
  const handTo = (agencyCode: string): ClockChange[] => [
    { type: 'dropped', clocks: AGENCY_CLOCKS, besides: coHandlers },
    { type: 'resume' },
    { type: 'pass-on', clock: 'supervision', agencyCode },
    ...AGENCY_CLOCKS.map((clock): ClockChange => ({ type: 'start', clock, agencyCode, second })),
  ];
  const judged: ClockChange[] =
    order.status === 'adjudicating' ? [{ type: 'start', clock: 'adjudication', agencyCode: DESK_CODE }] : [];
  const changes: Partial<Record<OrderAction | 'create', ClockChange[]>> = {
    dispatch: handTo(lead),
    reassign: handTo(lead),
    rule: [{ type: 'done', clocks: ['adjudication'] }, ...handTo(lead)],
    'accept-return': handTo(lead),
    'add-co-handler': (['sign', 'handling'] as const).map((clock) => ({
      type: 'start',
      clock,
      agencyCode: request.agencyCode ?? '',
      second,
    })),
    'relieve-co-handler': [{ type: 'dropped', clocks: AGENCY_CLOCKS, agencyCode: request.agencyCode ?? '' }],
    sign: [{ type: 'done', clocks: ['sign'], agencyCode: acting }],
    'first-contact': [{ type: 'done', clocks: ['first-contact', 'return'], agencyCode: acting }],
    return: [{ type: 'done', clocks: ['return'], agencyCode: acting }, { type: 'pause' }, ...judged],
    object: [{ type: 'done', clocks: ['return'], agencyCode: acting }, { type: 'pause' }, ...judged],
    'refuse-return': [
      { type: 'resume' },
      ...(['sign', 'return'] as const).map((clock): ClockChange => ({
        type: 'start',
        clock,
        agencyCode: lead,
        second,
      })),
    ],
    suspend: [{ type: 'pause' }],
    resume: [{ type: 'resume' }],
    supervise: actor.kind === 'desk' ? [] : [supervision(order)],
    release: [{ type: 'done', clocks: ['supervision'] }],
    'grant-extension': [{ type: 'extend', workdays: order.extensionWorkdays ?? 0, agencyCode: lead }],
    reply: [{ type: 'done', clocks: ['handling', 'return', 'supervision'], agencyCode: acting }],
    'refuse-reply': [{ type: 'reopen', agencyCode: lead }, { type: 'resume' }],
    'accept-reply': [{ type: 'dropped' }, { type: 'start', clock: 'follow-up', agencyCode: DESK_CODE }],
    redo: [
      { type: 'done', clocks: ['follow-up'] },
      { type: 'resume' },
      { type: 'start', clock: 'handling', agencyCode: lead, second },
    ],
    settle: [{ type: 'done', clocks: ['follow-up'] }, { type: 'dropped' }],
    decline: [{ type: 'dropped' }],
    merge: [{ type: 'dropped' }],
    withdraw: [{ type: 'dropped' }],
    archive: [{ type: 'dropped' }],
  };
  return (changes[action] ?? []).filter((change) => !('agencyCode' in change) || change.agencyCode !== '');
}

/** It runs while an agency has the order to handle, and stands where the others stand. */
function supervision({ status, suspended, agencyCode }: Acted['order']): ClockChange {
  const stands = suspended || !WITH_AGENCY.includes(status);
  return { type: 'start', clock: 'supervision', agencyCode: agencyCode ?? '', stands };
}

/** What an agency does before a clock of its own has run out, and not later. */
const IN_TIME: Partial<Record<OrderActed['action'], { clock: OrderClockKind; could: string }>> = {
  return: { clock: 'return', could: 'The order could be returned' },
  'request-extension': { clock: 'handling', could: 'An extension could be asked for' },
};

export const hasTimeLimit = ({ action }: Pick<OrderActed, 'action'>): boolean => action in IN_TIME;

/** @throws AppError INVALID_STATE when it is too late for the action. */
export function checkInTime(
  clocks: readonly OrderClock[],
  { action, actor, now }: Pick<OrderActed, 'action' | 'actor' | 'now'>,
): void {
  const limit = IN_TIME[action];
  const late = clocks.find(
    ({ kind, agencyCode, endedAt, dueAt }) =>
      kind === limit?.clock && agencyCode === actor.agencyCode && endedAt === null && dueAt < now,
  );
  if (!limit || !late) return;
  const dueAt = late.dueAt.toISOString();
  throw new AppError('INVALID_STATE', `${limit.could} until ${dueAt}.`, { action, dueAt });
}

export interface ClockContext {
  calendar: Calendar;
  /** The current policy, which clocks that start now keep. */
  current: { version: number; policy: ClockPolicy };
  /** The policy of a clock that runs already. */
  policyOf: (version: number) => PacedPolicy;
  order: Pick<OrderActed['order'], 'id' | 'kind' | 'urgency' | 'matterCode'>;
  now: Date;
  newId: () => string;
}

/**
 * The clocks that `changes` has changed or started, as they are afterwards.
 * @throws AppError INVALID_ARGUMENT for an extension beyond what the policy allows.
 */
export function changeClocks(
  clocks: readonly OrderClock[],
  changes: readonly ClockChange[],
  context: ClockContext,
): OrderClock[] {
  const all = new Map(clocks.map((clock) => [clock.id, clock]));
  const changed = new Set<string>();
  const put = (clock: OrderClock): void => {
    all.set(clock.id, clock);
    changed.add(clock.id);
  };
  for (const change of changes) {
    const running = [...all.values()].filter(({ endedAt }) => endedAt === null);
    if (change.type === 'start') {
      const started = startClock(running, change, context);
      if (started) put(started);
      continue;
    }
    if (change.type === 'pass-on') {
      for (const clock of passedOn(running, change, context)) put(clock);
      continue;
    }
    if (change.type === 'reopen') {
      const ended = lastHandled([...all.values()], change.agencyCode);
      if (ended) put(reopened(ended, context));
      continue;
    }
    for (const clock of running) {
      const next = changeRunning(clock, change, context);
      if (next) put(next);
    }
  }
  return [...all.values()].filter(({ id }) => changed.has(id));
}

/** The same clock with the times that its course has under this calendar and policy. */
export function retimed(
  clock: OrderClock,
  { calendar, policyOf, now }: Pick<ClockContext, 'calendar' | 'policyOf' | 'now'>,
): OrderClock {
  const policy = policyOf(clock.policyVersion);
  const times = pacedTimes(calendar, hoursOf(policy, clock.hours), clock, policy);
  const next = { ...clock, ...times };
  const signals = signalsOf(next, policy, calendar);
  const level = levelKept(signals, clock.level, now);
  return { ...next, level, light: lightAt(signals, level) };
}

export function signalsOf(clock: OrderClock, policy: PacedPolicy, calendar: Calendar): ClockSignal[] {
  return pacedSignals(calendar, hoursOf(policy, clock.hours), clock, policy);
}

function startClock(
  running: readonly OrderClock[],
  { clock: kind, agencyCode, second = false, stands = false }: Extract<ClockChange, { type: 'start' }>,
  context: ClockContext,
): OrderClock | undefined {
  if (running.some((clock) => clock.kind === kind && clock.agencyCode === agencyCode)) return undefined;
  const { order, current, now, newId } = context;
  const rule = chooseRule(current.policy.rules, { ...order, clock: kind, agencyCode, second });
  if (!rule) return undefined;
  const fresh: OrderClock = {
    id: newId(),
    orderId: order.id,
    agencyCode,
    kind,
    policyVersion: current.version,
    second,
    hours: rule.hours,
    amount: amountOf(rule),
    steps: stands ? [{ type: 'pause', at: now.toISOString() }] : [],
    startedAt: now,
    dueAt: now,
    yellowAt: now,
    firstDueAt: null,
    provisional: false,
    pausedAt: null,
    endedAt: null,
    dropped: false,
    light: null,
    level: 0,
  };
  return retimed(fresh, context);
}

/** What an agency still owed is now another one's, which has all the time for it. */
function passedOn(
  running: readonly OrderClock[],
  { clock, agencyCode }: Extract<ClockChange, { type: 'pass-on' }>,
  context: ClockContext,
): OrderClock[] {
  const owed = running.filter((one) => one.kind === clock && one.agencyCode !== agencyCode);
  const started =
    owed.length > 0 ? startClock(running, { type: 'start', clock, agencyCode }, context) : undefined;
  return [
    ...owed.map((one) => ({ ...one, endedAt: context.now, dropped: true })),
    ...(started ? [started] : []),
  ];
}

function changeRunning(
  clock: OrderClock,
  change: Exclude<ClockChange, { type: 'start' | 'pass-on' | 'reopen' }>,
  context: ClockContext,
): OrderClock | undefined {
  const at = context.now.toISOString();
  switch (change.type) {
    case 'pause':
    case 'resume':
      if ((change.type === 'pause') === (clock.pausedAt !== null)) return undefined;
      return withStep(clock, { type: change.type, at }, context);
    case 'extend':
      if (clock.kind !== 'handling' || clock.agencyCode !== change.agencyCode) return undefined;
      return extended(clock, { type: 'extend', at, workdays: change.workdays }, context);
    default: {
      const { clocks, agencyCode, besides } = change;
      const meant =
        (clocks?.includes(clock.kind) ?? true) &&
        (!agencyCode || agencyCode === clock.agencyCode) &&
        !besides?.includes(clock.agencyCode);
      return meant ? { ...clock, endedAt: context.now, dropped: change.type === 'dropped' } : undefined;
    }
  }
}

const withStep = (clock: OrderClock, step: ClockStep, context: ClockContext): OrderClock =>
  retimed({ ...clock, steps: [...clock.steps, step] }, context);

function extended(clock: OrderClock, step: ClockStep, context: ClockContext): OrderClock {
  const next = withStep(clock, step, context);
  const policy = context.policyOf(clock.policyVersion);
  if (policy.extendedWorkdays) {
    const bound = pacedTimes(
      context.calendar,
      hoursOf(policy, 'office'),
      {
        ...clock,
        amount: { workdays: policy.extendedWorkdays },
        steps: clock.steps.filter(({ type }) => type !== 'extend'),
      },
      policy,
    ).dueAt;
    if (next.dueAt > bound) {
      const problem = `may take the order to ${bound.toISOString()} at most: ${policy.extendedWorkdays} working days`;
      throw new AppError('INVALID_ARGUMENT', `"workdays" ${problem}.`, {
        fields: [{ field: 'workdays', problem }],
      });
    }
  }
  return next;
}

const lastHandled = (clocks: readonly OrderClock[], agencyCode: string): OrderClock | undefined =>
  clocks
    .filter((clock) => clock.kind === 'handling' && clock.agencyCode === agencyCode && clock.endedAt)
    .sort((a, b) => b.startedAt.getTime() - a.startedAt.getTime())[0];

/** The reply is sent back: the clock goes on where it ended; what the review took is not the agency's time. */
function reopened(clock: OrderClock, context: ClockContext): OrderClock {
  const endedAt = clock.endedAt ?? context.now;
  const steps: ClockStep[] = [
    ...clock.steps,
    { type: 'pause', at: endedAt.toISOString() },
    { type: 'resume', at: context.now.toISOString() },
  ];
  return retimed({ ...clock, steps, endedAt: null, dropped: false }, context);
}
