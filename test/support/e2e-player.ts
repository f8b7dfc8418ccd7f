import type { ConversationView, Entry, OfferView, SendMessage, SessionGrant } from '#contracts';
import { v7 as uuid } from 'uuid';
import { Api } from '../../tools/client/api';
import { ChatClient, type ChatClientOptions } from '../../tools/client/chat-client';
import type { EventFrame } from '../../tools/client/frames';
import { until } from './e2e-until';

type EventType = EventFrame['type'];
type EventData<T extends EventType> = Extract<EventFrame, { type: T }>['data'];

/** Somebody signed in and connected through one gateway, who remembers everything it was told. */
export class Player {
  readonly api: Api;
  readonly chat: ChatClient;
  readonly frames: EventFrame[] = [];
  private readonly received = new Map<string, Entry[]>();
  private isEager = false;

  constructor(
    readonly url: string,
    readonly grant: SessionGrant,
    options: ChatClientOptions = {},
  ) {
    this.api = new Api(url).as(grant.token);
    this.chat = new ChatClient(url, grant.token, {
      ...options,
      onEvent: (frame) => {
        this.frames.push(frame);
        options.onEvent?.(frame);
        if (this.isEager && frame.type === 'offer') void this.take(frame.data);
      },
      onEntry: (conversationId, entry) => {
        const known = this.received.get(conversationId) ?? [];
        this.received.set(conversationId, [...known, entry]);
        options.onEntry?.(conversationId, entry);
      },
    });
  }

  get id(): string {
    return this.grant.partyId;
  }

  /** What came of the conversation, in order. */
  entries(conversationId: string): Entry[] {
    return this.received.get(conversationId) ?? [];
  }

  /** What was said in it, as far as this reader may see. */
  texts(conversationId: string): string[] {
    return this.entries(conversationId).flatMap(({ text }) => text ?? []);
  }

  /** What the desk recorded in it, such as `accepted`. */
  notices(conversationId: string): string[] {
    return this.entries(conversationId).flatMap(({ system }) => system?.code ?? []);
  }

  open(matterCode: string, idempotencyKey = uuid()): Promise<ConversationView> {
    return this.chat.request('open', { matterCode, idempotencyKey });
  }

  say(conversationId: string, text: string, clientMessageId?: string) {
    return this.chat.send({ conversationId, kind: 'text', text }, clientMessageId);
  }

  send(message: Omit<SendMessage, 'clientMessageId'>) {
    return this.chat.send(message);
  }

  edit(conversationId: string, target: number, text: string) {
    return this.chat.request('edit', { conversationId, clientMessageId: uuid(), target, text });
  }

  withdraw(conversationId: string, target: number) {
    return this.chat.request('withdraw', { conversationId, clientMessageId: uuid(), target });
  }

  goOnDuty() {
    return this.chat.request('state', { state: 'on-duty' });
  }

  /** The n-th frame of the type that matches, now or later. */
  async told<T extends EventType>(
    type: T,
    matches: (data: EventData<T>) => boolean = () => true,
    nth = 1,
  ): Promise<EventData<T>> {
    const ofType = (): EventData<T>[] =>
      this.frames
        .filter((frame): frame is Extract<EventFrame, { type: T }> => frame.type === type)
        .map((frame) => frame.data as EventData<T>);
    const { data } = await until(
      () => {
        const found = ofType().filter(matches)[nth - 1];
        return found && { data: found };
      },
      () => `"${type}" no. ${nth}; there came ${JSON.stringify(ofType())}`,
    );
    return data;
  }

  offered(conversationId: string, nth = 1): Promise<OfferView> {
    return this.told('offer', (offer) => offer.conversationId === conversationId, nth);
  }

  /** Waits for the offer of the conversation and accepts it. */
  async accept(conversationId: string, nth = 1): Promise<ConversationView> {
    const { id: offerId } = await this.offered(conversationId, nth);
    return this.chat.request('accept', { offerId });
  }

  /** From now on accepts whatever it is offered. */
  acceptAll(): void {
    this.isEager = true;
  }

  /** The conversation in the state that is waited for, as this client knows it. */
  sees(
    conversationId: string,
    matches: (conversation: ConversationView) => boolean,
  ): Promise<ConversationView> {
    return until(
      () => {
        const conversation = this.chat.conversation(conversationId);
        return conversation && matches(conversation) ? conversation : undefined;
      },
      () => `the conversation is ${JSON.stringify(this.chat.conversation(conversationId))}`,
    );
  }

  /** Has everything up to the sequence. */
  hasUpTo(conversationId: string, sequence: number): Promise<boolean> {
    return until(
      () => this.entries(conversationId).length >= sequence,
      () => `${this.entries(conversationId).length} of ${sequence} entries have come`,
    );
  }

  /** Somebody else may have been faster. */
  private async take({ id: offerId }: OfferView): Promise<void> {
    await this.chat.request('accept', { offerId }).catch(() => undefined);
  }
}
