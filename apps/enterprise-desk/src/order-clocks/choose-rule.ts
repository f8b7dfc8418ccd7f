import type { ClockHours, ClockPolicy, ClockRule, OrderClockKind, OrderKind, OrderUrgency } from '#contracts';
import type { WorkingHours, WorkingTime } from '../clocks/working-time';

/** What a rule is chosen by. */
export interface ClockSubject {
  clock: OrderClockKind;
  kind: OrderKind;
  urgency: OrderUrgency;
  matterCode: string;
  agencyCode: string;
  /** Handled again after a redo. */
  second: boolean;
}

const ALL_DAY = [{ from: '00:00', to: '24:00' }];
/** From the least to the most specific. */
const SELECTORS = ['kind', 'urgency', 'second', 'agencyCode', 'matterCode'] as const;

/** The most specific rule that fits; among equals the one listed first. None: the order has no such clock. */
export function chooseRule(rules: readonly ClockRule[], subject: ClockSubject): ClockRule | undefined {
  let best: ClockRule | undefined;
  for (const rule of rules) {
    const fits = rule.clock === subject.clock && SELECTORS.every((name) => admits(rule, subject, name));
    if (fits && (best === undefined || specificity(rule) > specificity(best))) best = rule;
  }
  return best;
}

export function amountOf({ workdays, workingMinutes }: ClockRule): WorkingTime {
  return typeof workdays === 'number' ? { workdays } : { workingMinutes: workingMinutes ?? 0 };
}

export function hoursOf({ officeHours }: ClockPolicy, hours: ClockHours): WorkingHours {
  return hours === 'office' ? { workday: officeHours } : { workday: ALL_DAY, rest: ALL_DAY };
}

/** How much a rule names, as one number. */
export function specificity(rule: ClockRule): number {
  return SELECTORS.reduce((sum, name, i) => (isGiven(rule[name]) ? sum + 2 ** i : sum), 0);
}

function admits(rule: ClockRule, subject: ClockSubject, name: (typeof SELECTORS)[number]): boolean {
  const wanted = rule[name];
  return !isGiven(wanted) || wanted === subject[name];
}

const isGiven = (value: unknown): boolean => value !== undefined && value !== null && value !== false;
