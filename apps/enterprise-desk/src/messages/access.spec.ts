import type { ConversationStatus, Identity, ParticipantKind, Role, SendMessage } from '#contracts';
import { checkMayRead, checkMayWrite, type Access } from './access';

const who = (role: Role, enterpriseId?: string): Identity => ({
  partyId: 'p',
  sessionId: 's',
  role,
  name: 'n',
  expiresAt: 0,
  ...(enterpriseId ? { enterpriseId } : {}),
});
const access = (
  participant: ParticipantKind | null,
  status: ConversationStatus = 'active',
  present = true,
): Access => ({
  status,
  enterpriseId: 'e1',
  participant,
  present: present && participant !== null,
});
const codeOf = (work: () => void): string => {
  try {
    work();
    return 'allowed';
  } catch (error) {
    return (error as { code: string }).code;
  }
};

it.each<[string, Identity, Access | undefined, string]>([
  ['a participant', who('seat'), access('seat'), 'allowed'],
  ['a colleague of the representative', who('business', 'e1'), access(null), 'allowed'],
  ["another enterprise's representative", who('business', 'e2'), access(null), 'NOT_FOUND'],
  ['a seat that is not in it', who('seat'), access(null), 'NOT_FOUND'],
  ['a seat that serves its enterprise', who('seat'), { ...access(null), serves: true }, 'allowed'],
  ['a supervisor', who('supervisor'), access(null), 'allowed'],
  ['anybody, when there is none', who('admin'), undefined, 'NOT_FOUND'],
])('reading: %s', (_, identity, given, expected) => {
  expect(codeOf(() => checkMayRead(identity, given))).toBe(expected);
});

it.each<[string, Identity, Access, SendMessage['kind'], string]>([
  ['the business, text', who('business', 'e1'), access('business'), 'text', 'allowed'],
  ['the business, a note', who('business', 'e1'), access('business'), 'note', 'FORBIDDEN'],
  ['a colleague who is not taking part', who('business', 'e1'), access(null), 'text', 'FORBIDDEN'],
  ['an observer, text', who('lead'), access('observer'), 'text', 'FORBIDDEN'],
  ['an observer, a whisper', who('lead'), access('observer'), 'note', 'allowed'],
  [
    'a seat that serves its enterprise elsewhere',
    who('seat'),
    { ...access(null), serves: true },
    'text',
    'FORBIDDEN',
  ],
  [
    'a seat that serves its enterprise elsewhere, a note',
    who('seat'),
    { ...access(null), serves: true },
    'note',
    'FORBIDDEN',
  ],
  ['a seat that has left, text', who('seat'), access('seat', 'active', false), 'text', 'FORBIDDEN'],
  ['a seat that has left, a note', who('seat'), access('seat', 'active', false), 'note', 'allowed'],
  ['after the end, text', who('business', 'e1'), access('business', 'resolved'), 'text', 'INVALID_STATE'],
  ['after the end, a note', who('seat'), access('seat', 'resolved'), 'note', 'allowed'],
  ['while waiting', who('business', 'e1'), access('business', 'waiting'), 'text', 'allowed'],
  ['outside service hours', who('business', 'e1'), access('business', 'deferred'), 'text', 'allowed'],
  [
    'after its order was closed',
    who('business', 'e1'),
    access('business', 'closed'),
    'text',
    'INVALID_STATE',
  ],
  ['after giving up', who('business', 'e1'), access('business', 'abandoned'), 'text', 'INVALID_STATE'],
])('writing: %s', (_, identity, given, kind, expected) => {
  expect(codeOf(() => checkMayWrite(identity, given, kind))).toBe(expected);
});
