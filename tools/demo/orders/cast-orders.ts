import { AGENCIES } from '../../launcher/agencies';
import { DemoError } from '../requests';
import type { Case } from '../script';
import { LEAST_ORDERS } from './plots';

const DEFAULT_CASES = 40;
/** Every so many conversations are solved, with the help of the agency's expert. */
const SOLVED_EVERY = 4;

/** The first `limit` cases, the agencies by turns: most of them become orders. */
export function castOrders(cases: readonly Case[], limit: number): Case[] {
  const queues = AGENCIES.map(({ code }) => cases.filter(({ agencyCode }) => agencyCode === code));
  const longest = Math.max(...queues.map(({ length }) => length));
  const byTurns = Array.from({ length: longest }, (_, i) => queues.flatMap((queue) => queue[i] ?? [])).flat();
  const cast = byTurns
    .slice(0, Number.isFinite(limit) ? limit : DEFAULT_CASES)
    .map((played, index) => inThePlay(played, index + 1));
  for (const { code } of AGENCIES) {
    const orders = cast.filter(({ agencyCode, twist }) => agencyCode === code && twist === 'order').length;
    if (orders < LEAST_ORDERS)
      throw new DemoError(
        `${code} gets ${orders} orders of the ${LEAST_ORDERS} that it takes for everything to happen: ` +
          `play at least ${AGENCIES.length * (LEAST_ORDERS + 1)} requests (--limit), some about its matters.`,
      );
  }
  return cast;
}

function inThePlay(played: Case, number: number): Case {
  const isSolved = number % SOLVED_EVERY === 0;
  const { request } = played;
  return {
    ...played,
    number,
    twist: isSolved ? 'expert' : 'order',
    request: isSolved ? { ...request, solved: true } : { ...request, solved: false, followUps: [] },
  };
}
