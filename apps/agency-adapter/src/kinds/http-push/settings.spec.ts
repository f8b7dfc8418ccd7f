import { ConfigurationError, loadEnv } from '#config';
import { HttpPushSettings } from './settings';

const SECRET = `whsec_${Buffer.alloc(32).toString('base64')}`;
const given = { PUSH_URL: 'https://agency.test', PUSH_SECRET: SECRET, INBOUND_SECRET: SECRET };
const inHours = (hours: number): string => new Date(Date.now() + hours * 3_600_000).toISOString();

test.each<[string, Record<string, string>, string]>([
  ['without an end', {}, 'PUSH_SECRET_OLD_UNTIL must be a day or time'],
  ['that ends never', { PUSH_SECRET_OLD_UNTIL: 'never' }, 'PUSH_SECRET_OLD_UNTIL must be a day or time'],
  ['that ends late', { PUSH_SECRET_OLD_UNTIL: inHours(169) }, 'at most 168 hours from now'],
])('an old secret %s is refused', (_what, end, problem) => {
  const read = () => loadEnv(HttpPushSettings, { ...given, PUSH_SECRET_OLD: SECRET, ...end });
  expect(read).toThrow(ConfigurationError);
  expect(read).toThrow(problem);
});

test.each([
  'agency.test',
  'https://user:secret@agency.test',
  'https://agency.test/?a=1',
  'https://agency.test/#a',
])('a system is not at %s', (PUSH_URL) => {
  const read = () => loadEnv(HttpPushSettings, { ...given, PUSH_URL });
  expect(read).toThrow('PUSH_URL must be http(s)://host');
  expect(read).not.toThrow('secret');
});

test('an old secret may end soon, and one that has ended may stay where it is written', () => {
  for (const end of [inHours(167), inHours(-1000)])
    expect(
      loadEnv(HttpPushSettings, {
        ...given,
        ...{ PUSH_SECRET_OLD: SECRET, PUSH_SECRET_OLD_UNTIL: end },
        ...{ INBOUND_SECRET_OLD: SECRET, INBOUND_SECRET_OLD_UNTIL: end },
      }),
    ).toMatchObject({ PUSH_SECRET_OLD_UNTIL: end });
});
