import { errorOfCall, errorOfStatus } from './embedding-error';

it.each([
  [400, 'refused', 'EMBEDDING_MAX_CHARACTERS'],
  [413, 'refused', 'EMBEDDING_MAX_CHARACTERS'],
  [401, 'unusable', 'EMBEDDING_KEY'],
  [403, 'unusable', 'EMBEDDING_KEY'],
  [404, 'unusable', 'EMBEDDING_URL'],
  [302, 'unusable', 'EMBEDDING_URL'],
  [429, 'passing', 'limits'],
  [408, 'passing', 'look at the endpoint'],
  [500, 'passing', 'look at the endpoint'],
  [503, 'passing', 'look at the endpoint'],
])('says what to do about %i', (status, failure, advice) => {
  const error = errorOfStatus(status, undefined, null);
  expect(error.failure).toBe(failure);
  expect(error.message).toContain(String(status));
  expect(error.message).toContain(advice);
});

it('shows the code of an answer and nothing that may repeat the texts', () => {
  const body = { error: { message: '我的电话 13800000000', code: 'model_not_found', type: '我的电话' } };
  expect(errorOfStatus(404, body, null).message).toMatch(/404 \(model_not_found\):/);
  const leaking = { error: { message: '我的电话', code: '我的电话', type: 'a b' } };
  expect(errorOfStatus(404, leaking, null).message).toMatch(/answered 404:/);
});

it.each([
  ['2', 2_000],
  [null, 0],
  ['Wed, 21 Oct 2026 07:28:00 GMT', 0],
])('waits as long as it is asked to: %s', (header, expected) => {
  expect(errorOfStatus(429, undefined, header).retryAfterMs).toBe(expected);
});

it('names what kept a call from an answer', () => {
  const refused = new TypeError('fetch failed', { cause: { code: 'ECONNREFUSED' } });
  expect(errorOfCall(refused, 50).message).toContain('ECONNREFUSED');
  expect(errorOfCall(new DOMException('late', 'TimeoutError'), 50).message).toContain('within 50 ms');
});
