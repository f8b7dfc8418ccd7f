import type { ClockPolicy, ClockRule, FieldProblem } from '#contracts';
import { periodErrors } from '../clocks/calendar';

const SELECTORS = ['clock', 'kind', 'urgency', 'matterCode', 'agencyCode', 'second'] as const;

/** As many as `workdays` may be. */
const MAX_WORKDAYS = 250;

/** What is wrong with a policy beyond the shape of its fields. */
export function policyProblems({ officeHours, rules, escalations }: ClockPolicy): FieldProblem[] {
  const hours = periodErrors(officeHours, 'officeHours').map((message) => ({
    field: message.split(' ')[0] ?? 'officeHours',
    problem: message,
  }));
  const levels = new Set(escalations.map(({ to, afterWorkingMinutes }) => `${to} ${afterWorkingMinutes}`));
  const twice =
    levels.size < escalations.length ? [{ field: 'escalations', problem: 'lists a level twice' }] : [];
  const handled = rules.some((rule) => rule.clock === 'handling' && selectorOf(rule) === 'handling');
  const unhandled = handled
    ? []
    : [{ field: 'rules', problem: 'has no rule for handling that fits every order' }];
  const endless = hours.length > 0 ? [] : endlessProblems(officeHours, rules, escalations);
  return [...hours, ...twice, ...ruleProblems(rules), ...unhandled, ...endless];
}

/** Short office hours make years of many working minutes. */
function endlessProblems(
  officeHours: ClockPolicy['officeHours'],
  rules: ClockPolicy['rules'],
  escalations: ClockPolicy['escalations'],
): FieldProblem[] {
  const most =
    MAX_WORKDAYS * officeHours.reduce((sum, { from, to }) => sum + minuteOf(to) - minuteOf(from), 0);
  const problem = `is more than the ${most} minutes that the office hours of ${MAX_WORKDAYS} working days have`;
  const isEndless = (minutes: number | null | undefined): boolean => (minutes ?? 0) > most;
  return [
    ...rules.flatMap(({ hours, workingMinutes }, i) =>
      hours === 'office' && isEndless(workingMinutes)
        ? [{ field: `rules[${i}].workingMinutes`, problem }]
        : [],
    ),
    ...escalations.flatMap(({ afterWorkingMinutes }, i) =>
      isEndless(afterWorkingMinutes) ? [{ field: `escalations[${i}].afterWorkingMinutes`, problem }] : [],
    ),
  ];
}

const minuteOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

function ruleProblems(rules: readonly ClockRule[]): FieldProblem[] {
  const seen = new Map<string, number>();
  return rules.flatMap((rule, i) => {
    const problems: FieldProblem[] = [];
    const given = [rule.workdays, rule.workingMinutes].filter((amount) => typeof amount === 'number').length;
    if (given !== 1)
      problems.push({ field: `rules[${i}].workdays`, problem: 'give either workdays or workingMinutes' });
    if (rule.hours === 'round-the-clock' && typeof rule.workdays === 'number')
      problems.push({
        field: `rules[${i}].hours`,
        problem: 'workdays are counted by the calendar: give workingMinutes round the clock',
      });
    const selector = selectorOf(rule);
    const earlier = seen.get(selector);
    if (earlier !== undefined)
      problems.push({ field: `rules[${i}]`, problem: `is for the same orders as rules[${earlier}]` });
    else seen.set(selector, i);
    return problems;
  });
}

const selectorOf = (rule: ClockRule): string =>
  SELECTORS.flatMap((name) => (rule[name] ? [name === 'clock' ? rule[name] : `${name}=${rule[name]}`] : []))
    .join(' ')
    .trim();
