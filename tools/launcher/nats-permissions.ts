import { adapterName, AGENCIES, type AdapterName, type AgencyCode } from './agencies';

const SERVICES = ['gateway', 'desk', 'knowledge'] as const;
export type NatsUser = (typeof SERVICES)[number] | AdapterName;

export const NATS_USERS: readonly NatsUser[] = [
  ...SERVICES,
  ...AGENCIES.map(({ code }) => adapterName(code)),
];

export interface NatsPermissions {
  publish: { allow: string[]; deny: string[] };
  subscribe: { allow: string[] };
  /** May answer the requests it receives, and only those. */
  answers: boolean;
}

const DATA_OWNERS = ['desk', 'knowledge'] as const;
type DataOwner = (typeof DATA_OWNERS)[number];

const HANDOVERS = 'AGENCY_HANDOVERS';

const streamOf = (owner: DataOwner): string => `${owner.toUpperCase()}_EVENTS`;

/** Requests to a service; its events have the same number of tokens and stay out. */
function requestsTo(owners: readonly DataOwner[]): { allow: string[]; deny: string[] } {
  return {
    allow: owners.map((owner) => `${owner}.*.*`),
    deny: owners.flatMap((owner) => [`${owner}.evt.>`, `${owner}.live.>`]),
  };
}

/** A service keeps its own stream, and reads another's through a consumer that bears the service's name. */
function jetStreamApi(owner: DataOwner): string[] {
  const own = streamOf(owner);
  const others = DATA_OWNERS.filter((other) => other !== owner).map(streamOf);
  return [
    '$JS.API.INFO',
    ...keepStream(own),
    `$JS.API.CONSUMER.*.${own}`,
    `$JS.API.CONSUMER.*.${own}.>`,
    `$JS.API.CONSUMER.MSG.NEXT.${own}.>`,
    `$JS.API.CONSUMER.DURABLE.CREATE.${own}.>`,
    `$JS.ACK.${own}.>`,
    ...others.flatMap((stream) => [
      `$JS.API.STREAM.INFO.${stream}`,
      `$JS.API.CONSUMER.*.${stream}.${owner}`,
      `$JS.API.CONSUMER.CREATE.${stream}.${owner}.>`,
      `$JS.API.CONSUMER.MSG.NEXT.${stream}.${owner}`,
      `$JS.API.CONSUMER.DURABLE.CREATE.${stream}.${owner}`,
      `$JS.ACK.${stream}.${owner}.>`,
    ]),
  ];
}

/** The news that a service acts on: knowledge finds Answers to what businesses write. */
const hears = (owner: DataOwner): string[] => (owner === 'knowledge' ? ['desk.live.conversation.>'] : []);

const keepStream = (stream: string): string[] =>
  ['CREATE', 'UPDATE', 'INFO'].map((verb) => `$JS.API.STREAM.${verb}.${stream}`);

/** What the desk needs besides: it hands over, hears what the adapters tell, and asks for their books. */
const EXCHANGE = {
  publish: ['agency.*.handover', 'agency.*.books', ...keepStream(HANDOVERS)],
  subscribe: ['agency.*.report', 'agency.*.act'],
};

/** An adapter reads through one consumer, whose filter is a part of the subject that makes it, and speaks for its agency. */
function adapterPermissions(code: AgencyCode): NatsPermissions {
  const user = adapterName(code);
  return {
    publish: {
      allow: [
        `agency.${code}.report`,
        `agency.${code}.act`,
        `$JS.API.CONSUMER.CREATE.${HANDOVERS}.${user}.agency.${code}.handover`,
        `$JS.API.CONSUMER.INFO.${HANDOVERS}.${user}`,
        `$JS.API.CONSUMER.MSG.NEXT.${HANDOVERS}.${user}`,
        `$JS.ACK.${HANDOVERS}.${user}.>`,
      ],
      deny: [],
    },
    subscribe: { allow: [`agency.${code}.*`, `_INBOX_${user}.>`] },
    answers: true,
  };
}

/** The least each user needs; inboxes are private because each user's begin with its name. */
export function permissionsOf(user: NatsUser): NatsPermissions {
  const inbox = `_INBOX_${user}.>`;
  const agency = AGENCIES.find(({ code }) => adapterName(code) === user);
  if (agency) return adapterPermissions(agency.code);
  if (user === 'gateway') {
    const requests = requestsTo(DATA_OWNERS);
    return {
      publish: {
        allow: [...requests.allow, 'agency.*.webhook', 'agency.*.health', 'gateway.live.>'],
        deny: requests.deny,
      },
      subscribe: { allow: ['desk.live.>', 'knowledge.live.>', 'gateway.live.>', inbox] },
      answers: false,
    };
  }
  const owner = user === 'desk' ? 'desk' : 'knowledge';
  const requests = requestsTo(DATA_OWNERS.filter((other) => other !== owner));
  const exchange = owner === 'desk' ? EXCHANGE : { publish: [], subscribe: [] };
  return {
    publish: {
      allow: [
        ...requests.allow,
        `${owner}.evt.>`,
        `${owner}.live.>`,
        ...jetStreamApi(owner),
        ...exchange.publish,
      ],
      deny: requests.deny,
    },
    // `desk.live.session-ended`: which tokens are good for nothing any more.
    subscribe: {
      allow: [`${owner}.*.*`, 'desk.live.session-ended', ...hears(owner), ...exchange.subscribe, inbox],
    },
    answers: true,
  };
}
