import { TWISTS, type Case, type Script } from './script';
import { table } from './table';

const COLUMNS = [
  'agency',
  'chats',
  'by people',
  'by bot',
  'abandoned',
  'deferred',
  'reply p50',
  'reply p95',
  'wait p50',
  'wait p95',
  'solved',
  'satisfaction',
];

/** The value that `share` of the values do not pass; undefined of none. */
export function percentile(values: readonly number[], share: number): number | undefined {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(Math.ceil(sorted.length * share) - 1, 0)];
}

const seconds = (value: number | undefined): string => (value === undefined ? '–' : `${value.toFixed(1)} s`);

function rowOf(agency: string, cases: readonly Case[]): string[] {
  const people = cases.filter(({ final }) => !final?.bot?.solved);
  const withStatus = (status: string): number =>
    people.filter(({ final }) => final?.status === status).length;
  const replies = cases.flatMap(({ firstReplySeconds }) => firstReplySeconds ?? []);
  const waits = cases.flatMap(({ waitSeconds }) => waitSeconds ?? []);
  const ratings = people.flatMap(({ final }) => final?.rating ?? []);
  const solved = ratings.filter((rating) => rating.solved).length;
  const satisfaction = ratings.reduce((sum, rating) => sum + rating.satisfaction, 0) / ratings.length;
  return [
    agency,
    String(cases.filter(({ conversationId }) => conversationId).length),
    String(withStatus('resolved')),
    String(cases.length - people.length),
    String(withStatus('abandoned')),
    String(withStatus('deferred') + withStatus('closed')),
    seconds(percentile(replies, 0.5)),
    seconds(percentile(replies, 0.95)),
    seconds(percentile(waits, 0.5)),
    seconds(percentile(waits, 0.95)),
    ratings.length ? `${((solved / ratings.length) * 100).toFixed(1)} %` : '–',
    ratings.length ? satisfaction.toFixed(2) : '–',
  ];
}

/** What came of it all, per agency and in sum; times are real seconds, measured by the server's clock. */
export function summaryOf({ cases, bot, quoted }: Script): string[] {
  const agencies = [...new Set(cases.map(({ agencyCode }) => agencyCode))].sort();
  const rows = agencies.map((code) =>
    rowOf(
      code,
      cases.filter(({ agencyCode }) => agencyCode === code),
    ),
  );
  const twists = TWISTS.map((twist) => {
    const count = cases.filter((played) => played.twist === twist && played.twisted).length;
    return `${twist} ${count}`;
  });
  const english = cases.filter(({ language }) => language === 'en').length;
  return [
    ...table([COLUMNS, ...rows, rowOf('all', cases)]),
    '',
    `By people, by bot: who resolved it; solved and satisfaction as rated, of people's alone.`,
    `Reply: from the opening to the first human reply. Wait: from the opening to a seat.`,
    `Answers: ${quoted} quoted by seats; the bot offered some in ${bot.offered} chats and solved ${bot.solved}.`,
    `Among them: ${[...twists, `English ${english}`].join(' · ')}.`,
  ];
}
