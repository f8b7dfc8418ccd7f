import type { AddressInfo } from 'node:net';
import type { Entry, SendMessage } from '#contracts';
import { WebSocketServer, type WebSocket } from 'ws';
import { ChatClient, type ChatClientOptions } from './chat-client';

interface Frame {
  type: string;
  id: string;
  data: Record<string, unknown>;
}

const CONVERSATION = '01890000-0000-7000-8000-000000000001';
const AT = '2026-01-05T09:00:00.000+08:00';
const entry = (sequence: number): Entry => ({ sequence, kind: 'text', at: AT, text: `text ${sequence}` });
const session = { partyId: 'p', role: 'business', name: '赵佳宁', expiresAt: AT };

describe('ChatClient', () => {
  let server: WebSocketServer;
  let socket: WebSocket | undefined;
  let client: ChatClient;
  let frames: Frame[];
  let answer: (frame: Frame) => void;

  const say = (frame: object): void => socket?.send(JSON.stringify(frame));
  const ackOf = ({ id, data }: Frame, sequence: number) => {
    const { conversationId, clientMessageId } = data as unknown as SendMessage;
    return { type: 'ack', id, data: { conversationId, clientMessageId, sequence, at: AT, repeated: false } };
  };
  const until = async (check: () => boolean): Promise<void> => {
    while (!check()) await new Promise((done) => setTimeout(done, 5));
  };
  const connect = async (options: ChatClientOptions = {}): Promise<void> => {
    const { port } = server.address() as AddressInfo;
    client = new ChatClient(`http://127.0.0.1:${port}`, 'token', options);
    await client.connect();
  };
  const ofType = (type: string): Frame[] => frames.filter((frame) => frame.type === type);

  beforeEach(async () => {
    frames = [];
    answer = () => undefined;
    server = new WebSocketServer({ port: 0, path: '/api/v1/chat' });
    server.on('connection', (accepted) => {
      socket = accepted;
      accepted.on('message', (data: Buffer) => {
        const frame = JSON.parse(data.toString()) as Frame;
        frames.push(frame);
        if (frame.type === 'hello') {
          say({
            type: 'welcome',
            id: frame.id,
            data: { version: 1, session, offers: [], heartbeatSeconds: 25 },
          });
        } else answer(frame);
      });
    });
    await new Promise((done) => server.once('listening', done));
  });

  afterEach(async () => {
    client.close();
    for (const each of server.clients) each.terminate();
    await new Promise((done) => server.close(done));
  });

  it('pairs requests with answers and turns errors into AppErrors', async () => {
    answer = (frame) =>
      frame.type === 'send'
        ? say(ackOf(frame, 1))
        : say({ type: 'error', id: frame.id, error: { code: 'FORBIDDEN', message: 'No.' } });
    await connect();
    const ack = await client.send({ conversationId: CONVERSATION, kind: 'text', text: '你好' });
    expect(ack.sequence).toBe(1);
    await expect(client.request('leave', { conversationId: CONVERSATION })).rejects.toMatchObject({
      code: 'FORBIDDEN',
      message: 'No.',
    });
  });

  it('asks again under the same message id after a passing failure', async () => {
    answer = (frame) =>
      ofType('send').length === 1
        ? say({ type: 'error', id: frame.id, error: { code: 'UNAVAILABLE', message: 'Restarting.' } })
        : say(ackOf(frame, 1));
    await connect();
    await client.send({ conversationId: CONVERSATION, kind: 'text', text: '你好' });
    expect(ofType('send')).toHaveLength(2);
    expect(ofType('send')[0]).toEqual(ofType('send')[1]);
  });

  it('comes back after a lost connection, resumes, and repeats what was not acknowledged', async () => {
    const delivered: number[] = [];
    await connect({ onEntry: (_, { sequence }) => delivered.push(sequence) });
    say({ type: 'entries', data: { conversationId: CONVERSATION, entries: [entry(1), entry(2)] } });
    await until(() => delivered.length === 2);
    const sent = client.send({ conversationId: CONVERSATION, kind: 'text', text: '在吗' });
    const left = client.request('resolve', { conversationId: CONVERSATION });
    await until(() => ofType('resolve').length === 1);
    answer = (frame) => frame.type === 'send' && say(ackOf(frame, 3));
    socket?.terminate();
    await expect(left).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    expect((await sent).sequence).toBe(3);
    expect(ofType('hello')[1]?.data['conversations']).toEqual([
      { conversationId: CONVERSATION, lastSequence: 2 },
    ]);
    expect(ofType('send')[0]?.data).toEqual(ofType('send')[1]?.data);
  });

  it('fetches a gap that is not filled by itself', async () => {
    const delivered: number[] = [];
    answer = (frame) =>
      frame.type === 'entries' &&
      say({
        type: 'result',
        id: frame.id,
        data: { conversationId: CONVERSATION, entries: [entry(2), entry(3), entry(4)], lastSequence: 4 },
      });
    await connect({ onEntry: (_, { sequence }) => delivered.push(sequence) });
    say({ type: 'entries', data: { conversationId: CONVERSATION, entries: [entry(1)] } });
    say({ type: 'entries', data: { conversationId: CONVERSATION, entries: [entry(4)] } });
    await until(() => delivered.length === 4);
    expect(delivered).toEqual([1, 2, 3, 4]);
    expect(ofType('entries')[0]?.data).toMatchObject({ after: 1 });
  });

  it('keeps to its rate', async () => {
    answer = (frame) => say(ackOf(frame, frames.length));
    await connect({ framesPerSecond: 20 });
    const started = Date.now();
    const texts = Array.from({ length: 40 }, (_, i) => `text ${i}`);
    await Promise.all(texts.map((text) => client.send({ conversationId: CONVERSATION, kind: 'text', text })));
    expect(Date.now() - started).toBeGreaterThan(400);
    expect(ofType('send').map(({ data }) => data['text'])).toEqual(texts);
  });

  it('stays away when it is refused', async () => {
    let reason: unknown;
    await connect({ onEnded: (error) => (reason = error.code) });
    server.removeAllListeners('connection');
    server.on('connection', (refused) => refused.close(4001));
    socket?.terminate();
    await until(() => reason !== undefined);
    expect(reason).toBe('UNAUTHENTICATED');
    await expect(client.request('get', { conversationId: CONVERSATION })).rejects.toMatchObject({
      code: 'UNAVAILABLE',
    });
  });
});
