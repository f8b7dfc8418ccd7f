import {
  AppError,
  ARTICLE_STATUSES,
  mayDo,
  type ArticleAction,
  type ArticleStatus,
  type Identity,
  type Permission,
} from '#contracts';

interface Transition {
  from: readonly ArticleStatus[];
  to: ArticleStatus;
  /** Nobody but the clock when there is none. */
  by?: Permission;
  /** Who wrote the version may not do it. */
  byAnother?: true;
  /** A reason must be given. */
  reasoned?: true;
}

/** Who may do what from where, and where it leads. */
export const TRANSITIONS: Record<ArticleAction, Transition> = {
  save: { from: ['draft'], to: 'draft', by: 'edit-knowledge' },
  submit: { from: ['draft'], to: 'in-review', by: 'edit-knowledge' },
  return: { from: ['in-review'], to: 'returned', by: 'review-knowledge', reasoned: true },
  approve: { from: ['in-review'], to: 'approved', by: 'review-knowledge', byAnother: true },
  schedule: {
    from: ['approved', 'scheduled'],
    to: 'scheduled',
    by: 'review-knowledge',
    byAnother: true,
  },
  'take-effect': { from: ['scheduled'], to: 'effective' },
  supersede: { from: ['effective'], to: 'superseded' },
  expire: { from: ['effective'], to: 'expired' },
  withdraw: {
    from: ['draft', 'in-review', 'approved', 'scheduled', 'effective'],
    to: 'withdrawn',
    by: 'keep-knowledge',
    reasoned: true,
  },
  confirm: { from: ['effective'], to: 'effective', by: 'review-knowledge' },
};

const actions = (table: Record<string, Transition>): [string, Transition][] => Object.entries(table);

checkTransitions(TRANSITIONS);

export interface Stepping {
  status: ArticleStatus;
  /** Everybody who has had a hand in the wording. */
  authors: readonly string[];
}

/**
 * Where a person's action leads.
 * @throws AppError FORBIDDEN for who may not, INVALID_STATE naming what the status allows, INVALID_ARGUMENT without a reason.
 */
export function transition(
  action: ArticleAction,
  { status, authors }: Stepping,
  { role, partyId }: Pick<Identity, 'role' | 'partyId'>,
  reason: string | null,
): ArticleStatus {
  const { from, to, by, byAnother, reasoned } = TRANSITIONS[action];
  if (!by || !mayDo(role, by)) {
    throw new AppError('FORBIDDEN', `This needs the permission "${by ?? 'of the clock'}".`);
  }
  if (!from.includes(status)) {
    throw new AppError('INVALID_STATE', `"${action}" is not possible while the version is ${status}.`, {
      status,
      action,
      allowed: actionsFrom(status, role),
    });
  }
  if (byAnother && authors.includes(partyId)) {
    throw new AppError('FORBIDDEN', 'Who wrote a version does not approve it: somebody else must.');
  }
  if (reasoned && !reason?.trim()) {
    throw new AppError('INVALID_ARGUMENT', 'Say why.', {
      fields: [{ field: 'reason', problem: 'is needed here' }],
    });
  }
  return to;
}

/** What somebody of the role may do with a version of the status. */
export const actionsFrom = (status: ArticleStatus, role: Identity['role']): string[] =>
  actions(TRANSITIONS)
    .filter(([, { from, by }]) => by && from.includes(status) && mayDo(role, by))
    .map(([action]) => action);

/**
 * Every status can be reached from a draft, nothing takes effect but what another has approved, and what holds can end.
 * @throws Error naming what the table lacks.
 */
export function checkTransitions(table: Record<string, Transition>): void {
  const reached = new Set<ArticleStatus>(['draft']);
  for (let known = 0; known < reached.size;) {
    known = reached.size;
    for (const [, { from, to }] of actions(table))
      if (from.some((status) => reached.has(status))) reached.add(to);
  }
  const lost = ARTICLE_STATUSES.filter((status) => !reached.has(status));
  if (lost.length > 0) throw new Error(`No way leads to the status ${lost.join(', ')}.`);
  for (const [action, { from, to, byAnother }] of actions(table)) {
    if (to === 'approved' && !byAnother) throw new Error(`"${action}" lets an author approve.`);
    const unapproved = from.some((status) => !['approved', 'scheduled', 'effective'].includes(status));
    if (['scheduled', 'effective'].includes(to) && unapproved) {
      throw new Error(`"${action}" puts into force what nobody has approved.`);
    }
  }
  if (!actions(table).some(([, { from, to }]) => from.includes('effective') && to !== 'effective')) {
    throw new Error('What holds would hold for ever.');
  }
}
