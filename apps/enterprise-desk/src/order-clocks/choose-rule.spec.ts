import type { ClockRule, ClockPresetName } from '#contracts';
import { amountOf, chooseRule, type ClockSubject } from './choose-rule';
import { policyProblems } from './policy-problems';
import { PRESETS } from './presets';

const subject: ClockSubject = {
  clock: 'handling',
  kind: 'help',
  urgency: 'normal',
  matterCode: 'SCJG-01',
  agencyCode: 'SCJG',
  second: false,
};

const rule = (workdays: number, selector: Partial<ClockRule> = {}): ClockRule => ({
  clock: 'handling',
  workdays,
  hours: 'office',
  ...selector,
});

describe('the most specific rule counts', () => {
  const rules = [
    rule(1),
    rule(2, { kind: 'help' }),
    rule(3, { urgency: 'urgent' }),
    rule(4, { agencyCode: 'GJJ' }),
    rule(5, { matterCode: 'GJJ-01' }),
    rule(6, { agencyCode: 'GJJ', kind: 'help', urgency: 'urgent' }),
    rule(7, { second: true }),
    rule(99, { clock: 'sign' }),
  ];
  test.each<[Partial<ClockSubject>, number]>([
    [{ kind: 'complaint' }, 1],
    [{}, 2],
    [{ urgency: 'urgent' }, 3],
    [{ agencyCode: 'GJJ' }, 4],
    [{ agencyCode: 'GJJ', urgency: 'urgent' }, 6],
    [{ agencyCode: 'GJJ', urgency: 'urgent', matterCode: 'GJJ-01' }, 5],
    [{ second: true, urgency: 'urgent' }, 7],
    [{ clock: 'sign' }, 99],
  ])('%j', (given, workdays) => {
    expect(chooseRule(rules, { ...subject, ...given })?.workdays).toBe(workdays);
  });

  test('no rule, no clock', () => {
    expect(chooseRule(rules, { ...subject, clock: 'follow-up' })).toBeUndefined();
  });
});

describe('the presets', () => {
  test.each<[ClockPresetName, Partial<ClockSubject>, object]>([
    ['shanghai', { clock: 'first-contact' }, { workdays: 1 }],
    ['shanghai', { kind: 'consultation' }, { workdays: 1 }],
    ['shanghai', { kind: 'suggestion' }, { workdays: 1 }],
    ['shanghai', { kind: 'complaint' }, { workdays: 5 }],
    ['shanghai', { kind: 'consultation', second: true }, { workdays: 3 }],
    ['shanghai', { clock: 'supervision' }, { workdays: 3 }],
    ['beijing', { urgency: 'urgent', kind: 'complaint' }, { workingMinutes: 120 }],
    ['beijing', { urgency: 'elevated' }, { workingMinutes: 1440 }],
    ['beijing', {}, { workdays: 7 }],
    ['guangdong', { kind: 'consultation' }, { workdays: 2 }],
    ['guangdong', { kind: 'help' }, { workdays: 10 }],
    ['guangdong', { kind: 'complaint' }, { workdays: 15 }],
    ['zhuhai-enterprise', { clock: 'first-contact' }, { workingMinutes: 60 }],
    ['zhuhai-enterprise', { kind: 'consultation' }, { workdays: 2 }],
    ['zhuhai-enterprise', {}, { workdays: 4 }],
    ['zhuhai-enterprise', { clock: 'return' }, { workdays: 2 }],
  ])('%s %j: %j', (name, given, amount) => {
    const rules = PRESETS.find((preset) => preset.name === name)?.rules ?? [];
    const chosen = chooseRule(rules, { ...subject, ...given });
    expect(chosen && amountOf(chosen)).toEqual(amount);
  });

  test.each(PRESETS.map((preset) => [preset.name, preset] as const))('%s is sound', (_, preset) => {
    expect(policyProblems(preset)).toEqual([]);
  });
});

describe('a policy is refused by field', () => {
  const [preset] = PRESETS;
  const fields = (change: object): string[] =>
    preset ? policyProblems({ ...preset, ...change }).map(({ field }) => field) : [];
  test.each([
    [{ officeHours: [{ from: '12:00', to: '09:00' }] }, ['officeHours[0].from']],
    [{ rules: [rule(1), { clock: 'sign', hours: 'office' }] }, ['rules[1].workdays']],
    [{ rules: [rule(1), { ...rule(1, { clock: 'sign' }), workingMinutes: 5 }] }, ['rules[1].workdays']],
    [{ rules: [rule(1), rule(2)] }, ['rules[1]']],
    [{ rules: [rule(1), rule(2, { kind: 'help' }), rule(2, { kind: 'help' })] }, ['rules[2]']],
    [{ rules: [rule(1), rule(2, { kind: 'help', hours: 'round-the-clock' })] }, ['rules[1].hours']],
    [{ rules: [rule(1, { kind: 'help' })] }, ['rules']],
    [
      {
        escalations: [
          { to: 'lead', afterWorkingMinutes: 0 },
          { to: 'lead', afterWorkingMinutes: 0 },
        ],
      },
      ['escalations'],
    ],
  ])('%j', (change, expected) => {
    expect(fields(change)).toEqual(expected);
  });
});
