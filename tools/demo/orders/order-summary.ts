import type { LedgerBalance, MetricReport, OrderRateReport } from '#contracts';
import type { Api } from '../../client/api';
import { AGENCIES } from '../../launcher/agencies';
import { table } from '../table';
import { eventsOf, ORDER_EVENTS, type OrderEvent } from './order-events';
import type { OrderRecord } from './played-order';

/** What came of a play with orders, in numbers. */
export interface OrderSummary {
  orders: number;
  archived: number;
  /** How many orders each thing happened to. */
  events: Record<OrderEvent, number>;
  rates: { name: string; target: number | null; all: Rate; agencies: Record<string, Rate> }[];
  /** The desk's chat, by the same period. */
  chat: (Rate & { name: string })[];
  balance: LedgerBalance['agencies'];
}

interface Rate {
  numerator: number;
  denominator: number;
}

const CHAT_RATES: readonly string[] = [
  'first-reply-in-time',
  'abandoned',
  'solved',
  'satisfied',
  'invitations-connected',
];
const BALANCE = [
  'handovers',
  'waiting',
  'sent',
  'available',
  'delivered',
  'withdrawn',
  'dead',
  'unsigned',
  'signed',
  'replied',
  'confirmed',
] as const;

/** @param from since when orders and conversations count, in ISO 8601. */
export async function readSummary(
  records: readonly OrderRecord[],
  overseer: Api,
  from: string,
): Promise<OrderSummary> {
  const all = await overseer.get<OrderRateReport>('/order-rates', { from });
  const each = await overseer.get<OrderRateReport>('/order-rates', { from, by: 'agency' });
  const { values: chat } = await overseer.get<MetricReport>('/metrics/desk', { from });
  const { agencies: balance } = await overseer.get<LedgerBalance>('/handovers/balance');
  const happened = records.flatMap(eventsOf);
  const count = (event: OrderEvent): number => happened.filter((one) => one === event).length;
  return {
    orders: records.length,
    archived: records.filter(({ view }) => view.status === 'archived').length,
    events: Object.fromEntries(
      (Object.keys(ORDER_EVENTS) as OrderEvent[]).map((event) => [event, count(event)]),
    ) as Record<OrderEvent, number>,
    rates: all.definitions.map(({ name, target }) => ({
      name,
      target,
      all: sum(all.values.filter((value) => value.name === name)),
      agencies: Object.fromEntries(
        AGENCIES.map(({ code }) => [
          code,
          sum(each.values.filter((value) => value.name === name && value.group === code)),
        ]),
      ),
    })),
    chat: CHAT_RATES.map((name) => ({
      name,
      ...sum(chat.filter((value) => value.name === name)),
    })),
    balance,
  };
}

/** The problems that the ledger's balance shows by itself. */
export function balanceProblems({ balance }: OrderSummary): string[] {
  return balance.flatMap(({ agencyCode, handovers, ...row }) => {
    const states = row.waiting + row.sent + row.available + row.delivered + row.withdrawn + row.dead;
    return states === handovers
      ? []
      : [`the ledger of ${agencyCode} has ${handovers} handovers, in states ${states}`];
  });
}

export function summaryLines(summary: OrderSummary): string[] {
  const codes = AGENCIES.map(({ code }) => code);
  const events = (Object.keys(ORDER_EVENTS) as OrderEvent[]).map(
    (event) => `${event} ${summary.events[event]}`,
  );
  return [
    `${summary.orders} orders, ${summary.archived} of them settled and archived. Among them: ${events.join(' · ')}.`,
    '',
    ...table([
      ['rate of orders', 'all', ...codes, 'target'],
      ...summary.rates.map(({ name, target, all, agencies }) => [
        name,
        shown(all),
        ...codes.map((code) => shown(agencies[code])),
        target === null ? '' : percent(target),
      ]),
    ]),
    '',
    ...table([['rate of the chat', 'all'], ...summary.chat.map(({ name, ...rate }) => [name, shown(rate)])]),
    '',
    'The ledger (31 days)',
    ...table([
      ['agency', ...BALANCE],
      ...summary.balance.map((row) => [row.agencyCode, ...BALANCE.map((column) => String(row[column]))]),
    ]),
  ];
}

const sum = (values: readonly Rate[]): Rate => ({
  numerator: values.reduce((total, value) => total + value.numerator, 0),
  denominator: values.reduce((total, value) => total + value.denominator, 0),
});

const percent = (share: number): string => `${(share * 100).toFixed(share === 1 ? 0 : 1)} %`;

const shown = (rate: Rate | undefined): string =>
  rate && rate.denominator > 0
    ? `${percent(rate.numerator / rate.denominator)} (${rate.numerator}/${rate.denominator})`
    : '–';
