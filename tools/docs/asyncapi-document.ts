import {
  CHAT_PROTOCOL_VERSION,
  EVENTS,
  ORDER_EVENTS,
  FRAME_SUBJECTS,
  RPC,
  STREAMS,
  type EventType,
  type RequestFrameType,
  type ServerFrame,
} from '#contracts';
import { referencedSchemas, refTo } from '../../apps/gateway/src/openapi/dto-schemas';
import { answerFrame, CLIENT_FRAMES, REQUEST_TYPES, SERVER_FRAMES, type Schema } from './frame-schemas';

type Answer = 'ack' | 'result';

const ACKNOWLEDGED: ReadonlySet<RequestFrameType> = new Set(['send', 'edit', 'withdraw']);
const ANSWERS: ReadonlySet<ServerFrame['type']> = new Set(['welcome', 'result', 'ack', 'pong', 'error']);

const CHAT = '#/channels/chat';

const ref = (path: string): Schema => ({ $ref: path });
const pascal = (name: string): string =>
  name.replace(/(^|[-.])(\w)/g, (_, __, letter: string) => letter.toUpperCase());
const answerOf = (type: RequestFrameType): Answer => (ACKNOWLEDGED.has(type) ? 'ack' : 'result');

/** `open` from a client: `ClientOpen`; its answer: `OpenResult`; an event: `ServerEntries`. */
const clientMessage = (type: string): string => `Client${pascal(type)}`;
const answerMessage = (type: RequestFrameType): string => `${pascal(type)}${pascal(answerOf(type))}`;
const serverMessage = (type: string): string => `Server${pascal(type)}`;
const eventMessage = (type: EventType): string => pascal(nameOf(type));
/** `agency.*.handover` is the channel `agency.handover`, at `agency.{agencyCode}.handover`. */
const nameOf = (type: EventType): string => type.replace('.*', '');
const streamOf = (type: EventType): string =>
  Object.entries(STREAMS).find(([owner]) => type.startsWith(`${owner}.`))?.[1].name ?? '';

const eventTypes = Object.keys(EVENTS) as EventType[];
const pushed = (Object.keys(SERVER_FRAMES) as ServerFrame['type'][]).filter((type) => !ANSWERS.has(type));

function chatMessages(): Record<string, Schema> {
  const message = (title: string, payload: Schema): Schema => ({
    title,
    contentType: 'application/json',
    payload,
  });
  return Object.fromEntries([
    ...Object.entries(CLIENT_FRAMES).map(([type, payload]) => [clientMessage(type), message(type, payload)]),
    ...REQUEST_TYPES.map((type) => [
      answerMessage(type),
      message(`${answerOf(type)} of ${type}`, answerFrame(type, answerOf(type))),
    ]),
    ...(['welcome', 'pong', 'error', ...pushed] as const).map((type) => [
      serverMessage(type),
      message(type, SERVER_FRAMES[type]),
    ]),
  ]) as Record<string, Schema>;
}

function eventMessages(): Record<string, Schema> {
  const envelope = (type: EventType): Schema => ({
    type: 'object',
    properties: {
      id: { type: 'string', format: 'uuid' },
      type: { const: type },
      occurredAt: { type: 'string', format: 'date-time' },
      requestId: { type: 'string' },
      data: refTo(EVENTS[type]),
    },
    required: ['id', 'type', 'occurredAt', 'requestId', 'data'],
  });
  return Object.fromEntries(
    eventTypes.map((type) => [
      eventMessage(type),
      { title: type, contentType: 'application/json', payload: envelope(type) },
    ]),
  );
}

/** What a client asks for, and what it gets for it. */
function requestOperation(type: string, summary: string, answers: string[]): [string, Schema] {
  const operation = {
    action: 'receive',
    channel: ref(CHAT),
    summary,
    messages: [ref(`${CHAT}/messages/${clientMessage(type)}`)],
    ...(answers.length === 0
      ? {}
      : {
          reply: {
            channel: ref(CHAT),
            messages: answers.map((name) => ref(`${CHAT}/messages/${name}`)),
          },
        }),
  };
  return [type, operation];
}

function operations(): Record<string, Schema> {
  const error = serverMessage('error');
  const requests = REQUEST_TYPES.map((type) => {
    const subject = FRAME_SUBJECTS[type];
    const summary = `Asks ${subject}; needs the permission "${RPC[subject].permission}".`;
    return requestOperation(type, summary, [answerMessage(type), error]);
  });
  return Object.fromEntries([
    requestOperation('hello', 'The first frame of a connection.', [serverMessage('welcome'), error]),
    requestOperation('typing', 'Tells the others that one is typing; not answered.', []),
    requestOperation('ping', 'Asks whether the connection lives.', [serverMessage('pong')]),
    ...requests,
    [
      'events',
      {
        action: 'send',
        channel: ref(CHAT),
        summary: 'What the server says of its own accord.',
        messages: pushed.map((type) => ref(`${CHAT}/messages/${serverMessage(type)}`)),
      },
    ],
    ...eventTypes.map((type): [string, Schema] => [
      nameOf(type),
      {
        action: 'send',
        channel: ref(`#/channels/${nameOf(type)}`),
        summary: `Durable, at least once, in the stream ${streamOf(type)}.`,
      },
    ]),
  ]);
}

function addressOf(type: EventType): Schema {
  if (type.includes('*')) {
    const agencyCode = { description: 'The code of the agency, such as SCJG' };
    return { address: type.replace('*', '{agencyCode}'), parameters: { agencyCode } };
  }
  if (!ORDER_EVENTS.includes(type)) return { address: type };
  return {
    address: `${type}.{orderId}`,
    parameters: { orderId: { description: 'The order that it tells of' } },
  };
}

function channels(messages: { chat: string[] }): Record<string, Schema> {
  const message = (name: string): [string, Schema] => [name, ref(`#/components/messages/${name}`)];
  return Object.fromEntries([
    [
      'chat',
      {
        address: '/api/v1/chat',
        title: 'Chat',
        description: 'JSON text frames over WebSocket. Read docs/protocol.md first.',
        servers: [ref('#/servers/gateway')],
        messages: Object.fromEntries(messages.chat.map(message)),
      },
    ],
    ...eventTypes.map((type) => [
      nameOf(type),
      {
        ...addressOf(type),
        title: type,
        servers: [ref('#/servers/nats')],
        messages: Object.fromEntries([message(eventMessage(type))]),
      },
    ]),
  ]) as Record<string, Schema>;
}

/** The AsyncAPI 3.0 document of the chat protocol and of the durable events, made of the contracts. */
export function asyncApiDocument(): object {
  const chat = chatMessages();
  const messages = { ...chat, ...eventMessages() };
  return {
    asyncapi: '3.0.0',
    info: {
      title: '企服专席 Qifu Desk',
      version: String(CHAT_PROTOCOL_VERSION),
      description: '企业服务专席的会话协议与事件。The chat protocol and the events of the enterprise desk.',
      license: { name: 'Apache-2.0', url: 'https://www.apache.org/licenses/LICENSE-2.0' },
    },
    defaultContentType: 'application/json',
    servers: {
      gateway: {
        host: '127.0.0.1:3000',
        protocol: 'ws',
        description: 'The gateway, as `npm start` starts it.',
      },
      nats: {
        host: '127.0.0.1:42229',
        protocol: 'nats',
        description: 'Inside the suite, for its services only.',
      },
    },
    channels: channels({ chat: Object.keys(chat) }),
    operations: operations(),
    components: { messages, schemas: referencedSchemas(messages) },
  };
}
