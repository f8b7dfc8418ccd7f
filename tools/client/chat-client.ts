import {
  AppError,
  type ConversationView,
  type Entry,
  type MessageAck,
  type RequestFrameType,
  type SendMessage,
  type ServerFrame,
  type SessionView,
} from '#contracts';
import { v7 as uuid } from 'uuid';
import { FramePacer } from './frame-pacer';
import type { EventFrame, FrameRequest, FrameResponse, WelcomeFrame } from './frames';
import { Inbox } from './inbox';
import { Link } from './link';
import { PendingRequests } from './pending-requests';

export interface ChatClientOptions {
  /** Every entry of every conversation taken part in: exactly once, in the order of the sequence. */
  onEntry?(conversationId: string, entry: Entry): void;
  /** Everything the server says of its own accord; for entries use `onEntry`. */
  onEvent?(frame: EventFrame): void;
  /** After each hello: the first and every later one. */
  onWelcome?(welcome: WelcomeFrame['data']): void;
  /** The session is over, or the client was refused for good: it does not reconnect any more. */
  onEnded?(error: AppError): void;
  /** The rate it keeps to, so as not to be cut off; Infinity does not keep to any. */
  framesPerSecond?: number;
  /** How long a request may take, reconnects included, in ms. */
  patienceMs?: number;
}

const RECONNECT_MS = { first: 200, longest: 5_000 };
/** What `hello` can name. */
const MAX_RESUMED = 200;
/** How long a gap may last before it is fetched, in ms: mostly it is being filled already. */
const GAP_MS = 500;
const PAGE = 500;
/** Requests whose result is a conversation that one takes part in from then on. */
const JOINING: ReadonlySet<RequestFrameType> = new Set(['open', 'accept', 'look-on', 'take-over']);
/** Under the gateway's own limit of 20 per second with a burst of 40. */
const FRAMES_PER_SECOND = 18;

/** A client of the chat protocol (docs/protocol.md) that outlives its connections. */
export class ChatClient {
  private readonly inbox = new Inbox();
  private readonly watched = new Map<string, ConversationView | undefined>();
  private readonly gapTimers = new Map<string, NodeJS.Timeout>();
  private readonly pacer: FramePacer;
  private readonly pending: PendingRequests;
  private link?: Link | undefined;
  private closed = false;
  private current?: SessionView;

  /** @param url the gateway's, such as http://127.0.0.1:3000 */
  constructor(
    private readonly url: string,
    private readonly token: string,
    private readonly options: ChatClientOptions = {},
  ) {
    const rate = options.framesPerSecond ?? FRAMES_PER_SECOND;
    this.pacer = new FramePacer(rate, rate * 1.5);
    this.pending = new PendingRequests((frame) => this.put(frame), options.patienceMs ?? 60_000);
  }

  /** @throws AppError when the first connection does not come about; later ones come about by themselves. */
  async connect(): Promise<this> {
    await this.openLink();
    return this;
  }

  get session(): SessionView {
    if (!this.current) throw new AppError('INVALID_STATE', 'Not connected yet.');
    return this.current;
  }

  get connected(): boolean {
    return this.link !== undefined;
  }

  /** The latest state heard of, with the highest revision. */
  conversation(id: string): ConversationView | undefined {
    return this.watched.get(id);
  }

  lastSequence(conversationId: string): number {
    return this.inbox.lastOf(conversationId);
  }

  /** Resolves with the result or the ack; rejects with the AppError that the server answered with. */
  async request<T extends RequestFrameType>(type: T, data: FrameRequest<T>): Promise<FrameResponse<T>> {
    if (this.closed) throw new AppError('UNAVAILABLE', 'The client is closed.');
    const answer = (await this.pending.ask(type, data)) as FrameResponse<T>;
    if (isConversation(answer) && (JOINING.has(type) || this.watched.has(answer.id))) this.learn(answer);
    return answer;
  }

  /** Sends a message under an id of its own: however often the wire fails, it is there once. */
  async send(message: Omit<SendMessage, 'clientMessageId'>, clientMessageId = uuid()): Promise<MessageAck> {
    const ack = await this.request('send', { ...message, clientMessageId });
    this.expect(ack.conversationId, ack.sequence);
    return ack;
  }

  typing(conversationId: string): void {
    this.put({ type: 'typing', id: 'typing', data: { conversationId } });
  }

  /** Cuts the connection as a lost network does; comes back after the pause and resumes. */
  drop(pauseMs = 0): void {
    const link = this.link;
    this.lost(pauseMs);
    link?.end('cut');
  }

  close(): void {
    this.stop(new AppError('UNAVAILABLE', 'The client was closed.'));
    this.link?.end('close');
  }

  private async openLink(): Promise<void> {
    const link: Link = await Link.open(this.url, this.token, this.lastSeen(), {
      onFrame: (frame) => this.take(frame),
      onLost: () => link === this.link && this.lost(0),
    });
    if (this.closed) return link.end('close');
    this.link = link;
    this.current = link.welcome.session;
    this.options.onWelcome?.(link.welcome);
    this.pending.repeatAll();
  }

  private lost(pauseMs: number): void {
    this.link = undefined;
    this.pacer.clear();
    if (this.closed) return;
    this.pending.connectionLost();
    setTimeout(() => void this.reconnect(), pauseMs);
  }

  private async reconnect(): Promise<void> {
    for (let delay = RECONNECT_MS.first; !this.closed; delay = Math.min(delay * 2, RECONNECT_MS.longest)) {
      try {
        return await this.openLink();
      } catch (error) {
        if (error instanceof AppError && isFinal(error)) return this.end(error);
      }
      await new Promise((done) => setTimeout(done, delay * (0.5 + Math.random())));
    }
  }

  private end(error: AppError): void {
    this.stop(error);
    this.options.onEnded?.(error);
  }

  private stop(error: AppError): void {
    this.closed = true;
    this.pacer.clear();
    for (const timer of this.gapTimers.values()) clearTimeout(timer);
    this.pending.failAll(error);
  }

  private put(frame: object): void {
    if (this.link) this.pacer.pass(() => this.link?.send(frame));
  }

  private lastSeen() {
    return [...this.watched.keys()]
      .slice(-MAX_RESUMED)
      .map((conversationId) => ({ conversationId, lastSequence: this.inbox.lastOf(conversationId) }));
  }

  private take(frame: ServerFrame): void {
    switch (frame.type) {
      case 'result':
      case 'ack':
        return this.pending.answer(frame.id, frame.data);
      case 'error':
        return frame.id === null ? undefined : this.pending.refuse(frame.id, frame.error);
      case 'welcome':
      case 'pong':
        return;
      case 'entries':
        this.deliver(frame.data.conversationId, frame.data.entries);
        break;
      case 'synced':
        this.learn(frame.data.conversation);
        this.deliver(frame.data.conversation.id, frame.data.entries);
        break;
      case 'conversation':
        this.learn(frame.data);
        break;
      case 'left':
        this.watched.delete(frame.data.conversationId);
        this.inbox.release(frame.data.conversationId);
        break;
      default:
    }
    this.options.onEvent?.(frame);
  }

  private learn(conversation: ConversationView): void {
    const known = this.watched.get(conversation.id);
    this.watched.delete(conversation.id);
    this.watched.set(conversation.id, known && known.revision > conversation.revision ? known : conversation);
    this.expect(conversation.id, conversation.lastSequence);
  }

  private deliver(conversationId: string, entries: readonly Entry[]): void {
    if (!this.watched.has(conversationId)) this.watched.set(conversationId, undefined);
    for (const entry of this.inbox.take(conversationId, entries))
      this.options.onEntry?.(conversationId, entry);
    this.expect(conversationId, 0);
  }

  private expect(conversationId: string, lastSequence: number): void {
    this.inbox.expect(conversationId, lastSequence);
    if (!this.inbox.isBehind(conversationId) || this.gapTimers.has(conversationId)) return;
    const timer = setTimeout(() => void this.fillGap(conversationId), GAP_MS);
    this.gapTimers.set(conversationId, timer);
  }

  private async fillGap(conversationId: string): Promise<void> {
    try {
      while (this.inbox.isBehind(conversationId)) {
        const after = this.inbox.lastOf(conversationId);
        const { entries } = await this.request('entries', { conversationId, after, limit: PAGE });
        const left = !this.inbox.isBehind(conversationId);
        if (left || entries.length === 0) break;
        this.deliver(conversationId, entries);
      }
    } catch (error) {
      if (error instanceof AppError && isFinal(error)) this.inbox.release(conversationId);
    } finally {
      this.gapTimers.delete(conversationId);
      if (!this.closed) this.expect(conversationId, 0);
    }
  }
}

const isConversation = (answer: object): answer is ConversationView =>
  'revision' in answer && 'participants' in answer;

/** Asking again would not help. */
const isFinal = ({ code }: AppError): boolean =>
  code === 'UNAUTHENTICATED' || code === 'FORBIDDEN' || code === 'NOT_FOUND' || code === 'INVALID_ARGUMENT';
