export const NATS_USERS = ['gateway', 'desk', 'knowledge'] as const;
export type NatsUser = (typeof NATS_USERS)[number];

export interface NatsPermissions {
  publish: { allow: string[]; deny: string[] };
  subscribe: { allow: string[] };
  /** May answer the requests it receives, and only those. */
  answers: boolean;
}

const DATA_OWNERS = ['desk', 'knowledge'] as const;
type DataOwner = (typeof DATA_OWNERS)[number];

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
    ...['CREATE', 'UPDATE', 'INFO'].map((verb) => `$JS.API.STREAM.${verb}.${own}`),
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

/** The least each user needs; inboxes are private because each user's begin with its name. */
export function permissionsOf(user: NatsUser): NatsPermissions {
  const inbox = `_INBOX_${user}.>`;
  if (user === 'gateway') {
    const requests = requestsTo(DATA_OWNERS);
    return {
      publish: { allow: [...requests.allow, 'gateway.live.>'], deny: requests.deny },
      subscribe: { allow: ['desk.live.>', 'knowledge.live.>', 'gateway.live.>', inbox] },
      answers: false,
    };
  }
  const requests = requestsTo(DATA_OWNERS.filter((other) => other !== user));
  return {
    publish: {
      allow: [...requests.allow, `${user}.evt.>`, `${user}.live.>`, ...jetStreamApi(user)],
      deny: requests.deny,
    },
    // `desk.live.session-ended`: which tokens are good for nothing any more.
    subscribe: { allow: [`${user}.*.*`, 'desk.live.session-ended', ...hears(user), inbox] },
    answers: true,
  };
}
