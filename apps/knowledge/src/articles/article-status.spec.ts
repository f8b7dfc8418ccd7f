import {
  ARTICLE_ACTIONS,
  ARTICLE_STATUSES,
  type ArticleAction,
  type ArticleStatus,
  type Role,
} from '#contracts';
import { actionsFrom, checkTransitions, transition, TRANSITIONS } from './article-status';

const author = 'author';
const outcome = (action: ArticleAction, status: ArticleStatus, role: Role, partyId = 'other'): string => {
  try {
    return transition(action, { status, authors: [author] }, { role, partyId }, 'because');
  } catch (error) {
    return (error as { code: string }).code;
  }
};

describe('the life of a version', () => {
  it.each<[ArticleAction, ArticleStatus, Role, string]>([
    ['save', 'draft', 'editor', 'draft'],
    ['save', 'in-review', 'editor', 'INVALID_STATE'],
    ['save', 'effective', 'editor', 'INVALID_STATE'],
    ['save', 'draft', 'reviewer', 'FORBIDDEN'],
    ['submit', 'draft', 'editor', 'in-review'],
    ['submit', 'returned', 'editor', 'INVALID_STATE'],
    ['return', 'in-review', 'reviewer', 'returned'],
    ['return', 'in-review', 'editor', 'FORBIDDEN'],
    ['approve', 'in-review', 'reviewer', 'approved'],
    ['approve', 'in-review', 'admin', 'approved'],
    ['approve', 'in-review', 'editor', 'FORBIDDEN'],
    ['approve', 'draft', 'reviewer', 'INVALID_STATE'],
    ['schedule', 'approved', 'reviewer', 'scheduled'],
    ['schedule', 'scheduled', 'reviewer', 'scheduled'],
    ['schedule', 'in-review', 'reviewer', 'INVALID_STATE'],
    ['withdraw', 'effective', 'editor', 'withdrawn'],
    ['withdraw', 'scheduled', 'reviewer', 'withdrawn'],
    ['withdraw', 'expired', 'editor', 'INVALID_STATE'],
    ['withdraw', 'effective', 'seat', 'FORBIDDEN'],
    ['confirm', 'effective', 'reviewer', 'effective'],
    ['confirm', 'draft', 'reviewer', 'INVALID_STATE'],
    ['take-effect', 'scheduled', 'admin', 'FORBIDDEN'],
    ['expire', 'effective', 'admin', 'FORBIDDEN'],
  ])('%s of %s by the %s: %s', (action, status, role, expected) => {
    expect(outcome(action, status, role)).toBe(expected);
  });

  it.each(['approve', 'schedule'] as const)('nobody may %s what they have written', (action) => {
    const [status = 'draft'] = TRANSITIONS[action].from;
    expect(outcome(action, status, 'admin', author)).toBe('FORBIDDEN');
    expect(outcome(action, status, 'admin')).toBe(TRANSITIONS[action].to);
  });

  it('wants a reason where somebody is refused or misled', () => {
    for (const reason of [null, ' ']) {
      const refuse = () =>
        transition(
          'return',
          { status: 'in-review', authors: [] },
          { role: 'reviewer', partyId: 'x' },
          reason,
        );
      expect(refuse).toThrow('Say why.');
    }
  });

  it('says what is possible instead', () => {
    expect(actionsFrom('in-review', 'reviewer')).toEqual(['return', 'approve', 'withdraw']);
    expect(actionsFrom('expired', 'admin')).toEqual([]);
  });

  it('lets readers and the plain staff do nothing', () => {
    for (const role of ['business', 'seat', 'expert', 'lead', 'supervisor'] as const)
      for (const status of ARTICLE_STATUSES) expect(actionsFrom(status, role)).toEqual([]);
  });
});

describe('checkTransitions', () => {
  it.each([
    [
      'a status that nothing leads to',
      { ...TRANSITIONS, expire: { from: ['draft'], to: 'withdrawn' } },
      'expired',
    ],
    [
      'an author who approves',
      { ...TRANSITIONS, approve: { from: ['in-review'], to: 'approved' } },
      'author',
    ],
    [
      'what nobody has approved in force',
      { ...TRANSITIONS, schedule: { from: ['draft'], to: 'scheduled' } },
      'nobody has approved',
    ],
  ] as [string, typeof TRANSITIONS, string][])('finds %s', (_name, table, problem) => {
    expect(() => checkTransitions(table)).toThrow(problem);
  });

  it('finds nothing wrong with the table, which has every action', () => {
    expect(() => checkTransitions(TRANSITIONS)).not.toThrow();
    expect(Object.keys(TRANSITIONS).sort()).toEqual([...ARTICLE_ACTIONS].sort());
  });
});
