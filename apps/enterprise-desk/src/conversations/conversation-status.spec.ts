import { CONVERSATION_STATUSES } from '#contracts';
import { actionsFrom, transition, TRANSITIONS, type ConversationAction } from './conversation-status';

it.each(Object.keys(TRANSITIONS) as ConversationAction[])(
  '%s: allowed where the table says, refused elsewhere',
  (action) => {
    const { from, to } = TRANSITIONS[action];
    for (const status of CONVERSATION_STATUSES) {
      if (from.includes(status)) expect(transition(action, status)).toBe(to ?? status);
      else
        expect(() => transition(action, status)).toThrow(expect.objectContaining({ code: 'INVALID_STATE' }));
    }
  },
);

it('says what is allowed instead', () => {
  try {
    transition('resolve', 'resolved');
    throw new Error('was allowed');
  } catch (error) {
    expect(error).toMatchObject({
      details: { status: 'resolved', action: 'resolve', allowed: ['reopen', 'rate'] },
    });
  }
});

it('leads out of every status but those that are left for good', () => {
  const deadEnds = CONVERSATION_STATUSES.filter((status) => actionsFrom(status).length === 0);
  expect(deadEnds).toEqual([]);
});
