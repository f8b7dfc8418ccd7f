import { Controller } from '@nestjs/common';
import {
  AcceptConversation,
  AttendanceList,
  ConversationPage,
  ConversationRef,
  ConversationView,
  conversationVisibleTo,
  DeclineOffer,
  DetachParty,
  HeadList,
  type Identity,
  InviteToConversation,
  ListConversations,
  ListHeads,
  ListViewable,
  Nothing,
  OpenConversation,
  RateConversation,
  ReopenConversation,
  RequestCallBack,
  ResolveConversation,
  RoutingDecisionList,
  SyncConversations,
  SyncReport,
  TransferConversation,
  ViewableList,
} from '#contracts';
import { Handles, type Caller } from '#messaging';
import { OffersService } from '../routing/offers.service';
import { AbsenceService } from './absence.service';
import { AttendanceService } from './attendance.service';
import { ConversationsService } from './conversations.service';
import { EndingService } from './ending.service';
import { HandingOnService } from './handing-on.service';
import { InvitingService } from './inviting.service';
import { OpeningService } from './opening.service';

@Controller()
export class ConversationsHandler {
  constructor(
    private readonly conversations: ConversationsService,
    private readonly opening: OpeningService,
    private readonly attendance: AttendanceService,
    private readonly handingOn: HandingOnService,
    private readonly inviting: InvitingService,
    private readonly ending: EndingService,
    private readonly offers: OffersService,
    private readonly absence: AbsenceService,
  ) {}

  @Handles('desk.conversation.open')
  open(request: OpenConversation, { identity }: Caller): Promise<ConversationView> {
    return seenBy(identity, this.opening.open(identity, request));
  }

  @Handles('desk.conversation.get')
  get({ conversationId }: ConversationRef, { identity }: Caller): Promise<ConversationView> {
    return this.conversations.get(identity, conversationId);
  }

  @Handles('desk.conversation.list')
  list(request: ListConversations, { identity }: Caller): Promise<ConversationPage> {
    return this.conversations.list(identity, request);
  }

  @Handles('desk.conversation.sync')
  sync({ conversations }: SyncConversations, { identity }: Caller): Promise<SyncReport> {
    return this.conversations.sync(identity, conversations);
  }

  @Handles('desk.conversation.viewable')
  async viewable({ conversationIds }: ListViewable, { identity }: Caller): Promise<ViewableList> {
    return { conversationIds: await this.conversations.listViewable(identity, conversationIds) };
  }

  @Handles('desk.conversation.heads')
  async heads({ conversationIds }: ListHeads): Promise<HeadList> {
    return { heads: await this.conversations.heads(conversationIds) };
  }

  @Handles('desk.conversation.accept')
  accept(request: AcceptConversation, { identity }: Caller): Promise<ConversationView> {
    return this.attendance.accept(identity, request);
  }

  @Handles('desk.conversation.decline')
  async decline({ offerId }: DeclineOffer, { identity }: Caller): Promise<Nothing> {
    await this.offers.decline(identity, offerId, new Date());
    return {};
  }

  @Handles('desk.conversation.transfer')
  transfer(request: TransferConversation, { identity }: Caller): Promise<ConversationView> {
    return this.handingOn.transfer(identity, request);
  }

  @Handles('desk.conversation.invite')
  invite(request: InviteToConversation, { identity }: Caller): Promise<ConversationView> {
    return this.inviting.invite(identity, request);
  }

  @Handles('desk.conversation.leave')
  leave({ conversationId }: ConversationRef, { identity }: Caller): Promise<ConversationView> {
    return seenBy(identity, this.attendance.leave(identity, conversationId));
  }

  @Handles('desk.conversation.resolve')
  resolve(request: ResolveConversation, { identity }: Caller): Promise<ConversationView> {
    return seenBy(identity, this.ending.resolve(identity, request));
  }

  @Handles('desk.conversation.reopen')
  reopen(request: ReopenConversation, { identity }: Caller): Promise<ConversationView> {
    return seenBy(identity, this.ending.reopen(identity, request));
  }

  @Handles('desk.conversation.rate')
  rate(request: RateConversation, { identity }: Caller): Promise<ConversationView> {
    return seenBy(identity, this.ending.rate(identity, request));
  }

  @Handles('desk.conversation.call-back')
  callBack(request: RequestCallBack, { identity }: Caller): Promise<ConversationView> {
    return seenBy(identity, this.ending.callBack(identity, request));
  }

  @Handles('desk.conversation.look-on')
  lookOn({ conversationId }: ConversationRef, { identity }: Caller): Promise<ConversationView> {
    return this.attendance.lookOn(identity, conversationId);
  }

  @Handles('desk.conversation.take-over')
  takeOver({ conversationId }: ConversationRef, { identity }: Caller): Promise<ConversationView> {
    return this.attendance.takeOver(identity, conversationId);
  }

  @Handles('desk.conversation.routing')
  async routing({ conversationId }: ConversationRef): Promise<RoutingDecisionList> {
    return { decisions: await this.conversations.listDecisions(conversationId) };
  }

  @Handles('desk.conversation.attendances')
  async attendances({ conversationId }: ConversationRef): Promise<AttendanceList> {
    return { attendances: await this.conversations.listAttendances(conversationId) };
  }

  @Handles('desk.conversation.detach')
  async detach({ conversationId, partyId }: DetachParty): Promise<Nothing> {
    await this.absence.leave(partyId, conversationId);
    return {};
  }
}

/** What was done as the one who did it may see it. */
async function seenBy(
  identity: Identity,
  conversation: Promise<ConversationView>,
): Promise<ConversationView> {
  return conversationVisibleTo(identity.role, await conversation);
}
