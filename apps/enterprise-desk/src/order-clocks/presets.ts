import type { ClockPolicy, ClockPreset, ClockRule } from '#contracts';

const OFFICE_HOURS = [
  { from: '09:00', to: '12:00' },
  { from: '13:30', to: '17:30' },
];

const ESCALATIONS: ClockPreset['escalations'] = [
  { to: 'lead', afterWorkingMinutes: 0 },
  { to: 'supervisor', afterWorkingMinutes: 420 },
];

type Selector = Pick<ClockRule, 'kind' | 'urgency' | 'second'>;

const days = (clock: ClockRule['clock'], workdays: number, selector: Selector = {}): ClockRule => ({
  clock,
  ...selector,
  workdays,
  hours: 'office',
});

const roundTheClock = (clock: ClockRule['clock'], hours: number, selector: Selector): ClockRule => ({
  clock,
  ...selector,
  workingMinutes: hours * 60,
  hours: 'round-the-clock',
});

/** What every preset has: signing, the window for a return, the desk's own follow-up and ruling, an answer to a supervision. */
const COMMON = [
  days('sign', 1),
  days('return', 2),
  days('follow-up', 2),
  days('adjudication', 2),
  days('supervision', 3),
];

const base = { officeHours: OFFICE_HOURS, yellowPercent: 70, escalations: ESCALATIONS };

/**
 * Deadlines that cities have published, read in secondary copies: to start from, not law. Where a city names none
 * (first contact in Beijing and Guangdong), one working day.
 */
export const PRESETS: readonly ClockPreset[] = [
  {
    ...base,
    name: 'shanghai',
    title: { zh: '上海 12345“1515”', en: 'Shanghai 12345 "1515"' },
    extendedWorkdays: 15,
    rules: [
      ...COMMON,
      days('first-contact', 1),
      days('handling', 5),
      days('handling', 1, { kind: 'consultation' }),
      days('handling', 1, { kind: 'suggestion' }),
      days('handling', 3, { second: true }),
    ],
  },
  {
    ...base,
    name: 'beijing',
    title: { zh: '北京（按紧急程度）', en: 'Beijing (by urgency)' },
    extendedWorkdays: 15,
    rules: [
      ...COMMON,
      days('first-contact', 1),
      days('handling', 7),
      roundTheClock('handling', 2, { urgency: 'urgent' }),
      roundTheClock('handling', 24, { urgency: 'elevated' }),
    ],
  },
  {
    ...base,
    name: 'guangdong',
    title: { zh: '广东 12345', en: 'Guangdong 12345' },
    rules: [
      ...COMMON,
      days('first-contact', 1),
      days('handling', 10),
      days('handling', 2, { kind: 'consultation' }),
      days('handling', 2, { kind: 'suggestion' }),
      days('handling', 15, { kind: 'complaint' }),
    ],
  },
  {
    ...base,
    name: 'zhuhai-enterprise',
    title: { zh: '珠海企业诉求“124”', en: 'Zhuhai enterprise requests "124"' },
    rules: [
      ...COMMON,
      { clock: 'first-contact', workingMinutes: 60, hours: 'office' },
      days('handling', 4),
      days('handling', 2, { kind: 'consultation' }),
      days('handling', 2, { kind: 'suggestion' }),
    ],
  },
];

/** A preset without its name. */
export const policyOf = ({
  officeHours,
  yellowPercent,
  extendedWorkdays = null,
  escalations,
  rules,
}: ClockPreset): ClockPolicy => ({ officeHours, yellowPercent, extendedWorkdays, escalations, rules });
