import { AppError, type ErrorCode } from '#contracts';
import { answerOf, closedBy, problemsOf, readForm, type FormProblem } from './follow-up-form';

const newKey = (): string => 'new-key-1';
const read = (body: unknown) => readForm(body, newKey);

it.each<[string, object, FormProblem[]]>([
  ['nothing', {}, ['solved', 'satisfied']],
  ['all is well', { solved: 'yes', satisfied: 'yes' }, []],
  ['not solved, without a word', { solved: 'no', satisfied: 'yes' }, ['reason']],
  ['not satisfied, blanks alone', { solved: 'yes', satisfied: 'no', reason: ' \r\n ' }, ['reason']],
  ['not solved, explained', { solved: 'no', satisfied: 'no', reason: '仍无法登录' }, []],
  ['one thing left out', { solved: 'yes' }, ['satisfied']],
  ['something else', { solved: 'maybe', satisfied: ['yes', 'no'] }, ['solved', 'satisfied']],
  ['too long', { solved: 'yes', satisfied: 'yes', reason: '长'.repeat(1001) }, ['reasonLength']],
  ['as long as it may be', { solved: 'yes', satisfied: 'yes', reason: '长'.repeat(1000) }, []],
])('%s', (_, body, expected) => expect(problemsOf(read(body))).toEqual(expected));

it('counts a line break once, as the browser does', () => {
  expect(read({ reason: `${'a'.repeat(499)}\r\n${'b'.repeat(500)}` }).reason).toHaveLength(1000);
});

it.each([undefined, null, 'text', 7])('a body that is %s is an empty form', (body) =>
  expect(read(body)).toEqual({ solved: null, satisfied: null, reason: '', key: 'new-key-1' }),
);

it('keeps its key, but for one that is not a key', () => {
  expect(read({ key: '0193f0a0-0000-7000-8000-000000000001' }).key).toBe(
    '0193f0a0-0000-7000-8000-000000000001',
  );
  expect(read({ key: '"><b>' }).key).toBe('new-key-1');
});

it('leaves an empty reason out', () => {
  expect(answerOf('token', read({ solved: 'yes', satisfied: 'no' }))).toEqual({
    token: 'token',
    solved: true,
    satisfied: false,
    idempotencyKey: 'new-key-1',
  });
});

it.each<[ErrorCode, Record<string, unknown> | undefined, string]>([
  ['INVALID_STATE', undefined, 'answered'],
  ['NOT_FOUND', { expired: true }, 'expired'],
  ['NOT_FOUND', undefined, 'unknown'],
  ['INVALID_ARGUMENT', undefined, 'unknown'],
  ['RATE_LIMITED', undefined, 'trouble'],
  ['UNAVAILABLE', undefined, 'trouble'],
  ['TIMEOUT', undefined, 'trouble'],
])('%s %j is %s', (code, details, expected) =>
  expect(closedBy(new AppError(code, '', details))).toBe(expected),
);
