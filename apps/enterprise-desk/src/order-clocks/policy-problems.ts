import type { ClockPolicy, ClockRule, FieldProblem } from '#contracts';
import { periodErrors } from '../clocks/calendar';

const SELECTORS = ['clock', 'kind', 'urgency', 'matterCode', 'agencyCode', 'second'] as const;

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
  return [...hours, ...twice, ...ruleProblems(rules), ...unhandled];
}

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
