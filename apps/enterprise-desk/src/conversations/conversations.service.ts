import { Injectable } from '@nestjs/common';
import {
  AppError,
  conversationVisibleTo,
  mayDo,
  type AttendanceView,
  type ConversationView,
  type Identity,
  type LastSeen,
  type ListConversations,
  type Page,
  type RoutingDecision,
  type SyncReport,
} from '#contracts';
import { decodeTimeCursor, pageSize, toPage, type Transaction } from '#database';
import { MessagesService } from '../messages/messages.service';
import { Room } from '../messages/room';
import { OffersService } from '../routing/offers.service';
import { AbsenceService } from './absence.service';
import { ConversationChanges } from './conversation-changes';
import { ConversationViews } from './conversation-views';
import type { Conversation } from './conversation.entity';
import { ConversationsRepository, type ConversationFilter } from './conversations.repository';

/** Reading conversations: one, many, and what a client has missed. */
@Injectable()
export class ConversationsService {
  constructor(
    private readonly repository: ConversationsRepository,
    private readonly views: ConversationViews,
    private readonly messages: MessagesService,
    private readonly offers: OffersService,
    private readonly absence: AbsenceService,
    private readonly changes: ConversationChanges,
  ) {}

  /** @throws AppError NOT_FOUND when there is none that the caller may see. */
  async get(identity: Identity, id: string): Promise<ConversationView> {
    await this.messages.checkReadable(identity, id);
    return conversationVisibleTo(identity.role, await this.views.get(id));
  }

  async list(identity: Identity, request: ListConversations): Promise<Page<ConversationView>> {
    const after = decodeTimeCursor(request.cursor);
    const limit = pageSize(request.limit);
    const rows = await this.repository.list(await this.scopeOf(identity, request), after, limit + 1);
    const page = toPage(
      rows,
      limit,
      (row) => [row.openedAt.toISOString(), row.id],
      (row) => row,
    );
    const items = await this.views.of(page.items);
    return { ...page, items: items.map((view) => conversationVisibleTo(identity.role, view)) };
  }

  async find(id: string): Promise<Conversation | undefined> {
    return (await this.repository.listByIds([id]))[0];
  }

  /** Views of rows that another noun has chosen, such as the cases behind a rate. */
  async viewsOf(ids: readonly string[]): Promise<ConversationView[]> {
    const views = new Map((await this.views.ofIds(ids)).map((view) => [view.id, view]));
    return ids.flatMap((id) => views.get(id) ?? []);
  }

  /** The caller's open conversations and those it names, as far as it may read them. */
  async listViewable(identity: Identity, named: readonly string[]): Promise<string[]> {
    const [open, readable] = await Promise.all([
      this.repository.listOpenIds(identity),
      this.repository.listReadableIds(identity, named, mayDo(identity.role, 'oversee')),
    ]);
    return [...new Set([...open, ...readable])];
  }

  /** The caller's open conversations and those it names, with what it has not seen; it is back, so nothing is abandoned. */
  async sync(identity: Identity, known: readonly LastSeen[]): Promise<SyncReport> {
    const named = known.map(({ conversationId }) => conversationId);
    const views = await this.views.ofIds(await this.listViewable(identity, named));
    const waiting = views.filter(
      ({ status, representativeId }) => status === 'waiting' && representativeId === identity.partyId,
    );
    await this.absence.returnedNow(waiting.map(({ id }) => id));
    const seen = new Map(known.map(({ conversationId, lastSequence }) => [conversationId, lastSequence]));
    const room = new Room();
    const conversations = await Promise.all(
      views.map(async (view) => {
        const conversation = conversationVisibleTo(identity.role, view);
        const after = seen.get(conversation.id) ?? 0;
        const entries =
          after < conversation.lastSequence
            ? await this.messages.listVisible(identity, conversation.id, after, undefined, room)
            : [];
        return { conversation, entries };
      }),
    );
    const offers = mayDo(identity.role, 'attend') ? await this.offers.listOf(identity.partyId) : [];
    return { conversations, offers };
  }

  /** Nothing else happens in it until `tx` ends. */
  async hold(tx: Transaction, id: string): Promise<void> {
    await this.repository.lock(tx, id);
  }

  /** Nothing else happens until `tx` ends in those of them that were left for later, which are returned. */
  holdDeferred(tx: Transaction, ids: readonly string[]): Promise<string[]> {
    return this.repository.lockDeferred(tx, ids);
  }

  /** What was left for later in these, which are held, has been dealt with. */
  closeDeferred(tx: Transaction, ids: readonly string[], now: Date): Promise<void> {
    return this.changes.close(tx, ids, now);
  }

  heads(ids: readonly string[]): Promise<LastSeen[]> {
    return this.repository.heads(ids);
  }

  /** Who was in it from when to when. @throws AppError NOT_FOUND */
  async listAttendances(id: string): Promise<AttendanceView[]> {
    await this.views.get(id);
    return this.repository.listAttendances(id);
  }

  async listDecisions(id: string): Promise<RoutingDecision[]> {
    await this.views.get(id);
    return this.offers.listDecisions(id);
  }

  private async scopeOf(
    { partyId, role, enterpriseId: own }: Identity,
    { status, seatGroup, scope, enterpriseId = own }: ListConversations,
  ): Promise<ConversationFilter> {
    const asked = { ...(status ? { status } : {}), ...(seatGroup ? { seatGroup } : {}) };
    if (enterpriseId) {
      const mayRead = own === enterpriseId || mayDo(role, 'oversee');
      if (mayRead || (!own && (await this.repository.serves(partyId, enterpriseId))))
        return { ...asked, enterpriseId };
      throw new AppError('FORBIDDEN', 'You do not serve this enterprise at the moment.');
    }
    if (scope !== 'all') return { ...asked, seatId: partyId };
    if (!mayDo(role, 'oversee')) throw new AppError('FORBIDDEN', 'Only who oversees sees all conversations.');
    return asked;
  }
}
