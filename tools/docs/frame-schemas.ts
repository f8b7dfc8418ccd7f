import {
  CHAT_PROTOCOL_VERSION,
  ConversationView,
  Entry,
  ERROR_CODES,
  FRAME_SUBJECTS,
  Hello,
  Mark,
  OfferView,
  ORDER_STATUSES,
  QueueView,
  RPC,
  SeatView,
  SessionView,
  SyncedConversation,
  TypingFrame,
  type BoardNews,
  type ClientFrameType,
  type ErrorCode,
  type OfferOutcome,
  type RequestFrameType,
  type ServerFrame,
  type Typing,
} from '#contracts';
import { refTo } from '../../apps/gateway/src/openapi/dto-schemas';

/** JSON Schema, as far as the documents use it. */
export type Schema = Record<string, unknown>;

export const REQUEST_TYPES = Object.keys(FRAME_SUBJECTS) as RequestFrameType[];

const ID: Schema = { type: 'string', minLength: 1, maxLength: 64 };
const UUID: Schema = { type: 'string', format: 'uuid' };
const TEXT: Schema = { type: 'string' };
const TIME: Schema = { type: 'string', format: 'date-time' };
const COUNT: Schema = { type: 'integer' };

const oneOf = <T extends string>(...values: T[]): Schema => ({ type: 'string', enum: values });
const orNull = (schema: Schema): Schema => ({ anyOf: [schema, { type: 'null' }] });
const listOf = (items: Schema): Schema => ({ type: 'array', items });

/** An object of which every property is there, unless named in `optional`. */
const object = (properties: Record<string, Schema>, optional: string[] = []): Schema => ({
  type: 'object',
  properties,
  required: Object.keys(properties).filter((name) => !optional.includes(name)),
});

/** The same, checked to have just the properties of `T`. */
const objectOf = <T>(properties: Record<keyof T & string, Schema>): Schema => object(properties);

const frame = (type: string, rest: Record<string, Schema>, optional?: string[]): Schema =>
  object({ type: { const: type }, ...rest }, optional);

const OUTCOMES = {
  accepted: true,
  declined: true,
  expired: true,
  returned: true,
  cancelled: true,
} satisfies Record<OfferOutcome, true>;

const OFFER_ENDED: Schema = object({
  offerId: UUID,
  conversationId: UUID,
  outcome: oneOf(...Object.keys(OUTCOMES)),
});

const TYPING: Schema = objectOf<Typing>({
  conversationId: UUID,
  partyId: TEXT,
  name: TEXT,
  kind: oneOf('business', 'staff'),
});

const firstReply = (type: BoardNews['type']): Schema =>
  object({
    type: { const: type },
    conversationId: UUID,
    seatGroup: TEXT,
    dueAt: TIME,
    seatId: orNull(TEXT),
  });

const BOARD = {
  'first-reply-warning': firstReply('first-reply-warning'),
  'first-reply-breached': firstReply('first-reply-breached'),
  'queue-changed': object({ type: { const: 'queue-changed' }, seatGroup: TEXT, waiting: COUNT }),
  'order-changed': object({
    type: { const: 'order-changed' },
    orderId: UUID,
    number: TEXT,
    action: TEXT,
    status: oneOf(...ORDER_STATUSES),
  }),
  'order-repeated': object({
    type: { const: 'order-repeated' },
    orderId: UUID,
    number: TEXT,
    repeats: COUNT,
  }),
} satisfies Record<BoardNews['type'], Schema>;

const ERROR: Schema = object(
  {
    code: oneOf<ErrorCode>(...ERROR_CODES),
    message: TEXT,
    details: { type: 'object', additionalProperties: true },
  },
  ['details'],
);

const WELCOME: Schema = object({
  version: { const: CHAT_PROTOCOL_VERSION },
  session: refTo(SessionView),
  offers: listOf(refTo(OfferView)),
  heartbeatSeconds: COUNT,
});

/** What a client sends, by type. */
export const CLIENT_FRAMES: Record<ClientFrameType, Schema> = {
  hello: frame('hello', { id: ID, data: refTo(Hello) }),
  typing: frame('typing', { id: ID, data: refTo(TypingFrame) }),
  ping: frame('ping', { id: ID }),
  ...requestFrames(),
};

function requestFrames(): Record<RequestFrameType, Schema> {
  const frames = REQUEST_TYPES.map((type) => [
    type,
    frame(type, { id: ID, data: refTo(RPC[FRAME_SUBJECTS[type]].request) }),
  ]);
  return Object.fromEntries(frames) as Record<RequestFrameType, Schema>;
}

/** What the server sends, by type; the answers' `data` depends on the request. */
export const SERVER_FRAMES: Record<ServerFrame['type'], Schema> = {
  welcome: frame('welcome', { id: ID, data: WELCOME }),
  result: frame('result', { id: ID, data: { type: 'object' } }),
  ack: frame('ack', { id: ID, data: refTo(RPC['desk.message.send'].response) }),
  pong: frame('pong', { id: ID }),
  error: frame('error', { id: orNull(ID), error: ERROR }),
  conversation: frame('conversation', { data: refTo(ConversationView) }),
  synced: frame('synced', { data: refTo(SyncedConversation) }),
  entries: frame('entries', { data: object({ conversationId: UUID, entries: listOf(refTo(Entry)) }) }),
  mark: frame('mark', { data: object({ conversationId: UUID, mark: refTo(Mark) }) }),
  queue: frame('queue', { data: object({ conversationId: UUID, queue: refTo(QueueView) }) }),
  typing: frame('typing', { data: TYPING }),
  offer: frame('offer', { data: refTo(OfferView) }),
  'offer-ended': frame('offer-ended', { data: OFFER_ENDED }),
  invited: frame('invited', {
    data: object({ conversation: refTo(ConversationView), comment: orNull(TEXT) }),
  }),
  left: frame('left', { data: object({ conversationId: UUID }) }),
  seat: frame('seat', { data: refTo(SeatView) }),
  board: frame('board', { data: { oneOf: Object.values(BOARD) } }),
};

/** The answer to one kind of request. */
export const answerFrame = (type: RequestFrameType, answer: 'ack' | 'result'): Schema =>
  frame(answer, { id: ID, data: refTo(RPC[FRAME_SUBJECTS[type]].response) });
