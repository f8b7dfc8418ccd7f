import type { Case } from '../script';
import { castOrders } from './cast-orders';

const cases = (...agencies: string[]): Case[] =>
  agencies.map((agencyCode, index) => ({
    ...{ number: index + 1, agencyCode, matterCode: `${agencyCode}-01`, language: 'zh' as const },
    ...{ request: { text: '问题', followUps: ['还有'], satisfiedBy: [], solved: true, satisfaction: 5 } },
    ...{ twisted: false, phase: 'coming' as const },
  }));
const many = cases(...Array.from({ length: 20 }, () => ['SCJG', 'SCJG', 'SCJG', 'GJJ', 'ZXQY']).flat());

describe('the cases of a play with orders', () => {
  it('are of the agencies by turns; every fourth is solved in the conversation', () => {
    const cast = castOrders(many, 12);
    expect(cast.map(({ agencyCode }) => agencyCode).slice(0, 6)).toEqual([
      ...['SCJG', 'GJJ', 'ZXQY'],
      ...['SCJG', 'GJJ', 'ZXQY'],
    ]);
    expect(cast.map(({ number }) => number)).toEqual(Array.from({ length: 12 }, (_, index) => index + 1));
    expect(cast.filter(({ twist }) => twist === 'expert').map(({ number }) => number)).toEqual([4, 8, 12]);
    expect(cast.find(({ twist }) => twist === 'order')?.request).toMatchObject({
      solved: false,
      followUps: [],
    });
  });

  it('are so many that everything can happen at every agency', () => {
    expect(() => castOrders(many, 10)).toThrow('at least 12 requests');
    expect(() => castOrders(cases('SCJG', 'SCJG', 'GJJ'), Infinity)).toThrow('SCJG gets 2 orders');
  });
});
