import { RenewGatewayLease } from './gateway';
import { AttendanceList, ConversationPage, ConversationView } from './conversation';
import {
  AcceptConversation,
  ConversationRef,
  DetachParty,
  GiveBotVerdict,
  InviteToConversation,
  ListConversations,
  OpenConversation,
  RateConversation,
  ReopenConversation,
  RequestCallBack,
  ResolveConversation,
  TransferConversation,
} from './conversation-requests';
import { DeferredRequestPage } from './deferred-request';
import { DeclineOffer, RoutingDecisionList } from './routing';
import { HeadList, ListHeads, ListViewable, SyncConversations, SyncReport, ViewableList } from './sync';
import { GetMatter, ImportMatters, ListMatters, MatterImportReport, MatterPage, MatterView } from './matter';
import {
  EditMessage,
  EntryList,
  ListEntries,
  MarkMessages,
  MarksView,
  MessageAck,
  SendMessage,
  WithdrawMessage,
} from './message';
import { GetMetrics, ListMetricCases, MetricReport } from './metric';
import {
  CreateStaff,
  LeaseView,
  ListSeats,
  SeatConnection,
  SeatGroupList,
  SeatPage,
  SeatView,
  ServiceHoursView,
  ServiceStatusView,
  SetSeatState,
} from './seat';
import { ExchangeToken, SessionEnded, SessionGrant, SessionView, SignIn } from './session';
import { HealthReport } from '../health';
import { Nothing, PageRequest } from '../paging';
import type { RpcContract } from '../rpc-contract';

/** What the desk is asked about conversations, and all that belongs to them. */
export const DESK_RPC = {
  'desk.health.check': { request: Nothing, response: HealthReport, permission: 'public' },

  'desk.session.exchange': { request: ExchangeToken, response: SessionGrant, permission: 'public' },
  'desk.session.sign-in': { request: SignIn, response: SessionGrant, permission: 'public' },
  'desk.session.get': { request: Nothing, response: SessionView, permission: 'signed-in' },
  'desk.session.sign-out': { request: Nothing, response: SessionEnded, permission: 'signed-in' },

  'desk.matter.list': { request: ListMatters, response: MatterPage, permission: 'public' },
  'desk.matter.get': { request: GetMatter, response: MatterView, permission: 'public' },
  'desk.matter.import': { request: ImportMatters, response: MatterImportReport, permission: 'administer' },

  'desk.conversation.open': { request: OpenConversation, response: ConversationView, permission: 'ask' },
  'desk.conversation.get': { request: ConversationRef, response: ConversationView, permission: 'converse' },
  'desk.conversation.list': {
    request: ListConversations,
    response: ConversationPage,
    permission: 'converse',
  },
  'desk.conversation.sync': { request: SyncConversations, response: SyncReport, permission: 'converse' },
  'desk.conversation.viewable': { request: ListViewable, response: ViewableList, permission: 'converse' },
  'desk.conversation.heads': { request: ListHeads, response: HeadList, permission: 'public' },
  'desk.conversation.accept': {
    request: AcceptConversation,
    response: ConversationView,
    permission: 'converse',
  },
  'desk.conversation.decline': { request: DeclineOffer, response: Nothing, permission: 'attend' },
  'desk.conversation.transfer': {
    request: TransferConversation,
    response: ConversationView,
    permission: 'attend',
  },
  'desk.conversation.invite': {
    request: InviteToConversation,
    response: ConversationView,
    permission: 'attend',
  },
  'desk.conversation.leave': { request: ConversationRef, response: ConversationView, permission: 'converse' },
  'desk.conversation.resolve': {
    request: ResolveConversation,
    response: ConversationView,
    permission: 'converse',
  },
  'desk.conversation.reopen': {
    request: ReopenConversation,
    response: ConversationView,
    permission: 'converse',
  },
  'desk.conversation.rate': { request: RateConversation, response: ConversationView, permission: 'ask' },
  'desk.conversation.call-back': { request: RequestCallBack, response: ConversationView, permission: 'ask' },
  'desk.conversation.bot-verdict': {
    request: GiveBotVerdict,
    response: ConversationView,
    permission: 'ask',
  },
  'desk.conversation.look-on': {
    request: ConversationRef,
    response: ConversationView,
    permission: 'oversee',
  },
  'desk.conversation.take-over': {
    request: ConversationRef,
    response: ConversationView,
    permission: 'oversee',
  },
  'desk.conversation.routing': {
    request: ConversationRef,
    response: RoutingDecisionList,
    permission: 'oversee',
  },
  'desk.conversation.attendances': {
    request: ConversationRef,
    response: AttendanceList,
    permission: 'oversee',
  },
  // By gateways themselves, also when the session has ended.
  'desk.conversation.detach': { request: DetachParty, response: Nothing, permission: 'public' },

  'desk.message.send': { request: SendMessage, response: MessageAck, permission: 'converse' },
  'desk.message.edit': { request: EditMessage, response: MessageAck, permission: 'converse' },
  'desk.message.withdraw': { request: WithdrawMessage, response: MessageAck, permission: 'converse' },
  'desk.message.mark': { request: MarkMessages, response: MarksView, permission: 'converse' },
  'desk.message.list': { request: ListEntries, response: EntryList, permission: 'converse' },

  'desk.deferred-request.list': { request: PageRequest, response: DeferredRequestPage, permission: 'staff' },

  'desk.seat.set-state': { request: SetSeatState, response: SeatView, permission: 'attend' },
  'desk.seat.renew-lease': { request: SeatConnection, response: LeaseView, permission: 'staff' },
  // By gateways themselves, also when the session has ended.
  'desk.seat.release-lease': { request: SeatConnection, response: Nothing, permission: 'public' },
  'desk.gateway.renew-lease': { request: RenewGatewayLease, response: LeaseView, permission: 'public' },
  'desk.seat.list': { request: ListSeats, response: SeatPage, permission: 'staff' },
  'desk.seat.create': { request: CreateStaff, response: SeatView, permission: 'administer' },

  'desk.seat-group.list': { request: Nothing, response: SeatGroupList, permission: 'signed-in' },

  'desk.service-hours.get': { request: Nothing, response: ServiceStatusView, permission: 'public' },
  'desk.service-hours.set': {
    request: ServiceHoursView,
    response: ServiceStatusView,
    permission: 'administer',
  },

  'desk.metric.get': { request: GetMetrics, response: MetricReport, permission: 'oversee' },
  'desk.metric.cases': { request: ListMetricCases, response: ConversationPage, permission: 'oversee' },
} as const satisfies Record<string, RpcContract>;
