import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { AppError, CHAT_PROTOCOL_VERSION, type Identity, type LastSeen, type SessionView } from '#contracts';
import { Bus, SessionVerifier } from '#messaging';
import { GatewayEnv } from '../gateway.env';
import { Arrivals } from './arrivals';
import type { Connection } from './connection';
import { ConversationHub } from './conversation-hub';
import { PartyHub } from './party-hub';
import { Presence } from './presence';

export const HEARTBEAT_SECONDS = 25;

const EXPIRY_CHECK_MS = 10_000;
const WELCOMED_AT_ONCE = 32;

/** Where connections come in and go out, whatever their transport. */
@Injectable()
export class Lobby implements OnModuleInit, OnModuleDestroy {
  private readonly present = new Set<Connection>();
  private readonly arrivals: Arrivals;
  private isClosing = false;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    env: GatewayEnv,
    private readonly bus: Bus,
    private readonly sessions: SessionVerifier,
    private readonly conversations: ConversationHub,
    private readonly parties: PartyHub,
    private readonly presence: Presence,
  ) {
    this.arrivals = new Arrivals(WELCOMED_AT_ONCE, env.GATEWAY_MAX_CONNECTIONS);
  }

  onModuleInit(): void {
    this.timer = setInterval(() => this.endExpired(), EXPIRY_CHECK_MS);
  }

  onModuleDestroy(): void {
    clearInterval(this.timer);
  }

  /**
   * Admits a connection: welcomes it and brings every conversation of its person up to date.
   * @param seen what the client has already.
   * @throws AppError when the token is not valid or the desk cannot be asked; the connection is of no use then.
   */
  async admit(connection: Connection, helloId: string, token: string, seen: LastSeen[]): Promise<void> {
    const identity = await this.sessions.verify(token);
    if (connection.isClosed) return;
    connection.begin({ identity, token });
    this.present.add(connection);
    await this.arrivals.receive(identity.role, () => this.welcome(connection, helloId, seen));
  }

  private async welcome(connection: Connection, helloId: string, seen: LastSeen[]): Promise<void> {
    if (connection.isClosed) return;
    const { identity, token } = connection.session;
    await this.parties.add(connection);
    this.presence.arrive(connection);
    const { conversations, offers } = await this.listen(connection, token, seen);
    if (connection.isClosed) return;
    const session = sessionView(identity);
    const data = { version: CHAT_PROTOCOL_VERSION, session, offers, heartbeatSeconds: HEARTBEAT_SECONDS };
    connection.send({ type: 'welcome', id: helloId, data });
    for (const synced of conversations) {
      const view = this.conversations.viewOf(connection, synced.conversation.id);
      if (view) this.conversations.begin(view, synced);
    }
    this.parties.release(connection);
  }

  /** The connection is gone; the desk is told, unless it is this gateway that goes and the client will be back. */
  dismiss(connection: Connection): void {
    connection.isClosed = true;
    if (!this.present.delete(connection)) return;
    this.parties.remove(connection);
    if (!this.isClosing) {
      const { partyId } = connection.session.identity;
      this.presence.leave(connection, !this.parties.isHere(partyId));
    }
    this.conversations.leaveAll(connection);
  }

  /** Sends everybody to another gateway. */
  closeAll(): void {
    this.isClosing = true;
    for (const connection of this.present) connection.close('goingAway', 'The gateway stops. Connect again.');
  }

  /** Reads what the client has missed, after listening to each conversation that it comes from: nothing falls between. */
  private async listen(connection: Connection, token: string, seen: LastSeen[]) {
    const positions = new Map(seen.map(({ conversationId, lastSequence }) => [conversationId, lastSequence]));
    const viewable = await this.bus.request(
      'desk.conversation.viewable',
      { conversationIds: [...positions.keys()] },
      { token },
    );
    const found = viewable.conversationIds.map((conversationId) => ({
      conversationId,
      lastSequence: positions.get(conversationId) ?? 0,
    }));
    await this.conversations.watch(connection, found);
    return this.bus.request('desk.conversation.sync', { conversations: seen }, { token });
  }

  private endExpired(): void {
    const now = Date.now() / 1000;
    for (const connection of this.present) {
      if (connection.session.identity.expiresAt > now) continue;
      const error = new AppError('UNAUTHENTICATED', 'The session has expired. Sign in again.');
      connection.send({ type: 'error', id: null, error: { code: error.code, message: error.message } });
      connection.close('unauthenticated', error.message);
    }
  }
}

const sessionView = ({ sessionId: _, expiresAt, ...identity }: Identity): SessionView => ({
  ...identity,
  expiresAt: new Date(expiresAt * 1000).toISOString(),
});
