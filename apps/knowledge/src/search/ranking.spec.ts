import { readQuery } from './query';
import { rank, type Candidate } from './ranking';

const now = new Date('2026-01-01T00:00:00Z');
const candidate = (id: string, over: Partial<Candidate> = {}): Candidate => ({
  id,
  title: '执照丢了怎么补办',
  text: '执照丢了怎么补办\n登录平台声明作废后补领。',
  context: '营业执照补领',
  matterCode: 'SCJG-10',
  agencyCode: 'SCJG',
  effectiveAt: now,
  helpful: 0,
  unhelpful: 0,
  ...over,
});
const ids = (candidates: Candidate[], near = {}): string[] =>
  rank(readQuery('执照丢了怎么办'), candidates, () => 1, near, now).map((ranked) => ranked.candidate.id);

it.each([
  ['says it in the title', candidate('b', { title: '其他', text: '其他\n执照丢了' }), {}],
  ['is of the matter', candidate('b', { matterCode: 'SCJG-11' }), { matterCode: 'SCJG-10' }],
  ['is of the agency', candidate('b', { agencyCode: 'GJJ', matterCode: 'GJJ-01' }), { agencyCode: 'SCJG' }],
  ['is newer', candidate('b', { effectiveAt: new Date('2020-01-01T00:00:00Z') }), {}],
  ['helped more', candidate('b', { unhelpful: 9 }), {}],
])('puts first what %s', (_case, other, near) => {
  expect(ids([other, candidate('z')], near)).toEqual(['z', 'b']);
});

it('scores how much of the question is covered, from 0 to 1', () => {
  const scoreOf = (text: string): number =>
    rank(readQuery(text), [candidate('a')], () => 1, {}, now)[0]?.score ?? -1;
  expect(scoreOf('执照丢了')).toBeGreaterThan(0.9);
  expect(scoreOf('公积金提取')).toBe(0);
  expect(scoreOf('执照丢了公积金提取')).toBeLessThan(scoreOf('执照丢了'));
});
