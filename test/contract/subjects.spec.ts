import { CLIENT_FRAME_TYPES, EVENTS, FRAME_SUBJECTS, LIVE, RPC, STREAMS, type RpcSubject } from '#contracts';
import { permissionsOf, type NatsUser } from '../../tools/launcher/nats-permissions';
import { covers, coversAny } from './support/subjects';

const requests = Object.keys(RPC) as RpcSubject[];
const ofAgencies = (subject: string): boolean => subject.startsWith('agency.');
const ofServices = (subject: string): boolean => !ofAgencies(subject);
const events = Object.keys(EVENTS);
const AGENCY = 'SCJG';
const concrete = (subject: string): string => subject.replace('*', AGENCY);
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
  it.each(requests.filter(ofServices))('request %s is <service>.<noun>.<verb>', (subject) => {
    expect(subject).toMatch(new RegExp(`^(desk|knowledge)\\.(?!evt\\b|live\\b)${WORD}\\.${WORD}$`));
  });

  it.each([...requests, ...events].filter(ofAgencies))('%s is agency.<code>.<word>', (subject) => {
    expect(subject).toMatch(new RegExp(`^agency\\.\\*\\.${WORD}$`));
  });

  it.each(events.filter(ofServices))('event %s is <service>.evt.<noun>.<past>', (type) => {
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
    expect([...requests, ...news].filter((subject) => coversAny(subjects, concrete(subject)))).toEqual([]);
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
  const mayPublish = (user: NatsUser, subject: string): boolean => {
    const { allow, deny } = permissionsOf(user).publish;
    return coversAny(allow, concrete(subject)) && !coversAny(deny, concrete(subject));
  };
  const mayHear = (user: NatsUser, subject: string): boolean =>
    coversAny(permissionsOf(user).subscribe.allow, concrete(subject));
  const byAdapters = (subject: RpcSubject): boolean => RPC[subject].permission === 'adapter';

  it('let the gateway send every request but those of adapters, and neither events nor the news of the desk', () => {
    const unsent = requests.filter((subject) => !mayPublish('gateway', subject));
    expect(unsent).toEqual([...requests.filter(byAdapters), 'agency.*.books']);
    expect(events.filter((type) => mayPublish('gateway', type))).toEqual([]);
    expect(news.filter((subject) => mayPublish('gateway', subject))).toEqual([
      LIVE.typing('an-id'),
      LIVE.agencyRequest,
    ]);
  });

  it.each(['desk', 'knowledge'] as const)(
    'let %s hear its own requests alone, and tell its own events alone',
    (service) => {
      const own = (subject: string): boolean => subject.startsWith(`${service}.`);
      const ofAdapters = (subject: RpcSubject): boolean => service === 'desk' && byAdapters(subject);
      const handedOver = (type: string): boolean => service === 'desk' && ofAgencies(type);
      expect(requests.filter((subject) => mayHear(service, subject))).toEqual(
        requests.filter((subject) => own(subject) || ofAdapters(subject)),
      );
      expect(events.filter((type) => mayPublish(service, type))).toEqual(
        events.filter((type) => own(type) || handedOver(type)),
      );
    },
  );

  it("let an agency's adapter speak for its agency alone, and hear what is for its agency alone", () => {
    const own = requests.filter((subject) => mayPublish('agency-SCJG', subject));
    expect(own).toEqual(requests.filter(byAdapters));
    expect(requests.filter((subject) => mayHear('agency-SCJG', subject))).toEqual(
      requests.filter(ofAgencies),
    );
    expect([...requests, ...events, ...news].filter((subject) => mayPublish('agency-GJJ', subject))).toEqual(
      [],
    );
    expect([...requests, ...events, ...news].filter((subject) => mayHear('agency-GJJ', subject))).toEqual([]);
  });
});
