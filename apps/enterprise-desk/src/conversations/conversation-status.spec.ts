import { CONVERSATION_STATUSES, type ConversationStatus } from '#contracts';
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

it.each<[ConversationAction, ConversationStatus, string, string[]]>([
  ['resolve', 'resolved', 'resolve', ['reopen', 'rate']],
  ['abandon', 'deferred', 'leave', ['call-back', 'bot-verdict']],
  ['bot-solve', 'closed', 'bot-verdict', ['call-back']],
  [
    'bot-solve',
    'active',
    'bot-verdict',
    ['transfer', 'leave', 'invite', 'look-on', 'take-over', 'resolve', 'bot-verdict'],
  ],
])('%s while %s: says what may be instead, as the protocol calls it', (action, status, frame, allowed) => {
  try {
    transition(action, status);
    throw new Error('was allowed');
  } catch (error) {
    expect(error).toMatchObject({ details: { status, action: frame, allowed } });
  }
});

it('leads out of every status but those that are left for good', () => {
  const deadEnds = CONVERSATION_STATUSES.filter((status) => actionsFrom(status).length === 0);
  expect(deadEnds).toEqual([]);
});
