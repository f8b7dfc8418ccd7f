import { Inject, Injectable } from '@nestjs/common';
import {
  AppError,
  LIVE,
  type ConversationNews,
  type EntryList,
  type LastSeen,
  type SyncedConversation,
} from '#contracts';
import { Bus, Nats } from '#messaging';
import { Logger } from '#observability';
import type { Msg, NatsConnection } from 'nats';
import type { Connection } from './connection';
import { NewsFrames } from './news-frames';
import { Room } from './room';
import { View, type EntrySource } from './view';

const PAGE = 200;

/** Passes the news of each conversation on to those who view it here: one subscription per conversation. */
@Injectable()
export class ConversationHub implements EntrySource {
  private readonly rooms = new Map<string, Room>();
  private readonly views = new Map<Connection, Map<string, View>>();

  constructor(
    @Inject(Nats) private readonly nats: NatsConnection,
    private readonly bus: Bus,
    private readonly log: Logger,
  ) {}

  get conversationIds(): string[] {
    return [...this.rooms.keys()];
  }

  /** Conversations in which a business waits that is connected here. */
  get waitingIds(): string[] {
    return [...this.rooms].flatMap(([id, { views }]) =>
      [...views].some(({ isWaiting }) => isWaiting) ? [id] : [],
    );
  }

  viewsOf(conversationId: string): Iterable<View> {
    return this.rooms.get(conversationId)?.views ?? [];
  }

  viewsBy(connection: Connection): Iterable<View> {
    return this.views.get(connection)?.values() ?? [];
  }

  viewOf(connection: Connection, conversationId: string): View | undefined {
    return this.views.get(connection)?.get(conversationId);
  }

  /** Begins to listen. Whatever is read after this has resolved leaves no gap before the news. */
  async watch(connection: Connection, seen: LastSeen[]): Promise<void> {
    if (connection.isClosed) return;
    const opened: Room[] = [];
    const views = this.views.get(connection) ?? new Map<string, View>();
    this.views.set(connection, views);
    const heard = seen
      .filter(({ conversationId }) => !views.has(conversationId))
      .map(({ conversationId, lastSequence }) => {
        const room = this.rooms.get(conversationId) ?? this.open(conversationId, opened);
        const view = new View(conversationId, connection, this, lastSequence);
        room.views.add(view);
        views.set(conversationId, view);
        return room;
      });
    if (opened.length > 0) {
      // A server that goes away meanwhile hears of all subscriptions when it is back; then everything is read again.
      const flushed = this.nats.flush().catch(() => undefined);
      for (const room of opened) room.heard = flushed;
    }
    await Promise.all(heard.map((room) => room.heard));
  }

  /** Makes the connection a viewer, from the first entry on; does nothing when it is one already. */
  async join(connection: Connection, conversationId: string): Promise<void> {
    if (connection.isClosed || this.viewOf(connection, conversationId)) return;
    await this.watch(connection, [{ conversationId, lastSequence: 0 }]);
    const view = this.viewOf(connection, conversationId);
    if (view) await this.sync(view);
  }

  /** Reads state and entries for a view that has not begun yet. A failure leaves it to the next attempt. */
  async sync(view: View): Promise<void> {
    const { connection, conversationId } = view;
    const { token } = connection.session;
    try {
      const [conversation, { entries }] = await Promise.all([
        this.bus.request('desk.conversation.get', { conversationId }, { token }),
        this.readEntries(view),
      ]);
      this.begin(view, { conversation, entries });
    } catch (error) {
      const isRefused = error instanceof AppError && ['FORBIDDEN', 'NOT_FOUND'].includes(error.code);
      if (isRefused) this.leave(connection, conversationId);
      else this.log.debug({ err: error, conversationId }, 'A conversation cannot be read at the moment.');
    }
  }

  begin(view: View, synced: SyncedConversation): void {
    this.rooms.get(view.conversationId)?.noteState(synced.conversation);
    view.begin(synced);
  }

  /** Reads the state of a conversation again, as the viewer who may see most of it. */
  async refresh(conversationId: string): Promise<void> {
    const room = this.rooms.get(conversationId);
    const views = [...(room?.views ?? [])];
    const reader = views.find((view) => view.connection.session.identity.role !== 'business') ?? views[0];
    if (!room || !reader) return;
    const { token } = reader.connection.session;
    const conversation = await this.bus.request('desk.conversation.get', { conversationId }, { token });
    room.noteState(conversation);
    for (const view of views) view.refresh(conversation);
  }

  leave(connection: Connection, conversationId: string): void {
    const view = this.viewOf(connection, conversationId);
    const room = this.rooms.get(conversationId);
    this.views.get(connection)?.delete(conversationId);
    if (!view || !room) return;
    room.views.delete(view);
    if (room.views.size > 0) return;
    room.subscription.unsubscribe();
    this.rooms.delete(conversationId);
  }

  leaveAll(connection: Connection): void {
    for (const { conversationId } of [...this.viewsBy(connection)]) this.leave(connection, conversationId);
    this.views.delete(connection);
  }

  readEntries({ conversationId, connection, position }: View): Promise<EntryList> {
    const request = { conversationId, after: position, limit: PAGE };
    return this.bus.request('desk.message.list', request, { token: connection.session.token });
  }

  private open(conversationId: string, opened: Room[]): Room {
    const subscription = this.nats.subscribe(LIVE.conversation(conversationId), { callback: this.hear });
    const room = new Room(subscription);
    this.rooms.set(conversationId, room);
    opened.push(room);
    return room;
  }

  private readonly hear = (error: Error | null, message: Msg): void => {
    if (error) {
      this.log.error({ err: error }, 'Conversations cannot be heard: check the NATS permissions.');
      return;
    }
    const news = message.json<ConversationNews>();
    const room = this.rooms.get(news.conversationId);
    if (!room) return;
    if (news.conversation) room.noteState(news.conversation);
    const frames = new NewsFrames(news, room.seen);
    for (const view of room.views) view.receive(frames);
  };
}
