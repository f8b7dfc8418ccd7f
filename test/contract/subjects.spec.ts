import { CLIENT_FRAME_TYPES, EVENTS, FRAME_SUBJECTS, LIVE, RPC, STREAMS } from '#contracts';
import { permissionsOf } from '../../tools/launcher/nats-permissions';
import { covers, coversAny } from './support/subjects';

const requests = Object.keys(RPC);
const events = Object.keys(EVENTS);
const news = Object.values(LIVE).map((subject) => (typeof subject === 'string' ? subject : subject('an-id')));
const streams = Object.entries(STREAMS);

const WORD = '[a-z]+(-[a-z]+)*';

it('matches subjects as NATS does', () => {
  expect(covers('desk.*.*', 'desk.matter.get')).toBe(true);
  expect(covers('desk.*.*', 'desk.evt.matter.changed')).toBe(false);
  expect(covers('desk.>', 'desk.matter.get')).toBe(true);
  expect(covers('desk.matter.>', 'desk.matter')).toBe(false);
  expect(covers('desk.matter', 'desk.matter')).toBe(true);
  expect(covers('desk.matter', 'knowledge.matter')).toBe(false);
});

describe('names', () => {
  it.each(requests)('request %s is <service>.<noun>.<verb>', (subject) => {
    expect(subject).toMatch(new RegExp(`^(desk|knowledge)\\.(?!evt\\b|live\\b)${WORD}\\.${WORD}$`));
  });

  it.each(events)('event %s is <service>.evt.<noun>.<past>', (type) => {
    expect(type).toMatch(new RegExp(`^(desk|knowledge)\\.evt\\.${WORD}\\.${WORD}$`));
  });

  it.each(news)('news %s is <service>.live.…', (subject) => {
    expect(subject).toMatch(new RegExp(`^(desk|gateway|knowledge)\\.live\\.${WORD}(\\.an-id)?$`));
  });
});

describe('streams', () => {
  it.each(events)('exactly one keeps %s: that of its service', (type) => {
    const keeping = streams
      .filter(([, { subjects }]) => coversAny(subjects, type))
      .map(([service]) => service);
    expect(keeping).toEqual([type.split('.')[0]]);
  });

  it.each(streams)('the one of %s covers no request and no news', (_service, { subjects }) => {
    expect([...requests, ...news].filter((subject) => coversAny(subjects, subject))).toEqual([]);
  });

  it('have names of their own', () => {
    const names = streams.map(([, { name }]) => name);
    expect(new Set(names).size).toBe(names.length);
  });
});

describe('chat frames', () => {
  it.each(Object.entries(FRAME_SUBJECTS))('%s asks the known subject %s', (_type, subject) => {
    expect(requests).toContain(subject);
  });

  it('are each listed once', () => {
    expect(new Set(CLIENT_FRAME_TYPES).size).toBe(CLIENT_FRAME_TYPES.length);
    expect(CLIENT_FRAME_TYPES).toEqual(expect.arrayContaining(Object.keys(FRAME_SUBJECTS)));
  });
});

describe('NATS permissions', () => {
  const mayPublish = (user: 'gateway' | 'desk' | 'knowledge', subject: string): boolean => {
    const { allow, deny } = permissionsOf(user).publish;
    return coversAny(allow, subject) && !coversAny(deny, subject);
  };

  it('let the gateway send every request, and neither events nor the news of the desk', () => {
    expect(requests.filter((subject) => !mayPublish('gateway', subject))).toEqual([]);
    expect(events.filter((subject) => mayPublish('gateway', subject))).toEqual([]);
    expect(news.filter((subject) => mayPublish('gateway', subject))).toEqual([LIVE.typing('an-id')]);
  });

  it.each(['desk', 'knowledge'] as const)(
    'let %s hear its own requests alone, and tell its own events alone',
    (service) => {
      const own = (subject: string): boolean => subject.startsWith(`${service}.`);
      const heard = permissionsOf(service).subscribe.allow;
      expect(requests.filter((subject) => coversAny(heard, subject))).toEqual(requests.filter(own));
      expect(events.filter((type) => mayPublish(service, type))).toEqual(events.filter(own));
    },
  );
});
