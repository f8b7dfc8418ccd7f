import {
  AcknowledgeHandover,
  ActAsAgency,
  ActDone,
  AgencyHandoverPage,
  AgencyKeyPage,
  AgencyKeyRef,
  AgencyKeyView,
  AgencyWebhook,
  AttachmentContent,
  AttachmentRef,
  AttachmentView,
  CreateAgencyKey,
  DeliveredAct,
  ExchangeAgencyKey,
  ListAgencyKeys,
  NewAgencyKey,
  OrderContact,
  RotateAgencyKey,
  UploadAttachment,
} from './desk/agency';
import { ConversationPage, ConversationView } from './desk/conversation';
import {
  AcceptConversation,
  ConversationRef,
  InviteToConversation,
  ListConversations,
  OpenConversation,
  RateConversation,
  ReopenConversation,
  RequestCallBack,
  ResolveConversation,
  TransferConversation,
} from './desk/conversation-requests';
import { DeferredRequestPage } from './desk/deferred-request';
import { AnswerInvitation, ExpertInvitationCounts, InvitationAnswered } from './desk/expert-invitation';
import {
  HandoverDue,
  HandoverPage,
  HandoverView,
  LedgerBalance,
  ListHandovers,
  ReplayHandover,
  ReportHandover,
} from './desk/exchange';
import {
  AgencyBooks,
  AskBooks,
  ListReconciliations,
  ReconcileAgency,
  ReconciliationPage,
  ReconciliationView,
} from './desk/reconciliation';
import {
  ClassificationImportReport,
  ClassificationPage,
  ImportClassifications,
  ListClassifications,
} from './desk/classification';
import {
  DecideDispatchEntry,
  DispatchEntryPage,
  DispatchEntryView,
  ListDispatchEntries,
  SaveDispatchEntry,
} from './desk/dispatch-entry';
import { DeclineOffer, RoutingDecisionList } from './desk/routing';
import { HeadList, ListHeads, SyncConversations, SyncReport } from './desk/sync';
import {
  GetMatter,
  ImportMatters,
  ListMatters,
  MatterImportReport,
  MatterPage,
  MatterView,
} from './desk/matter';
import {
  EditMessage,
  EntryList,
  ListEntries,
  MarkMessages,
  MarksView,
  MessageAck,
  SendMessage,
  WithdrawMessage,
} from './desk/message';
import { GetMetrics, ListMetricCases, MetricReport } from './desk/metric';
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
} from './desk/seat';
import { ExchangeToken, SessionEnded, SessionGrant, SessionView, SignIn } from './desk/session';
import { ActOnOrder, WorkOrderPage, WorkOrderView } from './desk/work-order';
import { OrderHistory } from './desk/work-order-history';
import {
  CreateWorkOrder,
  ListWorkOrders,
  OrderReasons,
  OrderRef,
  SimilarOrders,
  WorkOrderCreated,
} from './desk/work-order-requests';
import { HealthReport } from './health';
import type { Permission } from './identity';
import { ArticlePage, ArticleView, GetArticle, ListArticles, SaveArticle } from './knowledge/article';
import { Nothing, PageRequest } from './paging';
import type { DtoClass } from './validation';

export interface RpcContract {
  request: DtoClass;
  response: DtoClass;
  /** What the caller must be allowed to do; whose data it is, the service checks. */
  permission: Permission;
}

/**
 * Everything that can be asked of a service: subject, request, response and the permission it needs. A `*` stands for
 * the code of the agency whose adapter asks or is asked.
 */
export const RPC = {
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
  'desk.conversation.detach': { request: ConversationRef, response: Nothing, permission: 'ask' },

  'desk.message.send': { request: SendMessage, response: MessageAck, permission: 'converse' },
  'desk.message.edit': { request: EditMessage, response: MessageAck, permission: 'converse' },
  'desk.message.withdraw': { request: WithdrawMessage, response: MessageAck, permission: 'converse' },
  'desk.message.mark': { request: MarkMessages, response: MarksView, permission: 'converse' },
  'desk.message.list': { request: ListEntries, response: EntryList, permission: 'converse' },

  'desk.deferred-request.list': { request: PageRequest, response: DeferredRequestPage, permission: 'staff' },

  'desk.work-order.create': { request: CreateWorkOrder, response: WorkOrderCreated, permission: 'staff' },
  'desk.work-order.get': { request: OrderRef, response: WorkOrderView, permission: 'signed-in' },
  'desk.work-order.list': { request: ListWorkOrders, response: WorkOrderPage, permission: 'signed-in' },
  'desk.work-order.history': { request: OrderRef, response: OrderHistory, permission: 'handle-orders' },
  'desk.work-order.act': { request: ActOnOrder, response: WorkOrderView, permission: 'handle-orders' },
  'desk.work-order.similar': { request: OrderRef, response: SimilarOrders, permission: 'staff' },
  'desk.work-order.reasons': { request: Nothing, response: OrderReasons, permission: 'handle-orders' },

  'desk.dispatch-entry.list': {
    request: ListDispatchEntries,
    response: DispatchEntryPage,
    permission: 'staff',
  },
  'desk.dispatch-entry.save': {
    request: SaveDispatchEntry,
    response: DispatchEntryView,
    permission: 'oversee',
  },
  'desk.dispatch-entry.decide': {
    request: DecideDispatchEntry,
    response: DispatchEntryView,
    permission: 'oversee',
  },

  'desk.classification.list': {
    request: ListClassifications,
    response: ClassificationPage,
    permission: 'staff',
  },
  'desk.classification.import': {
    request: ImportClassifications,
    response: ClassificationImportReport,
    permission: 'administer',
  },

  'desk.seat.set-state': { request: SetSeatState, response: SeatView, permission: 'attend' },
  'desk.seat.renew-lease': { request: SeatConnection, response: LeaseView, permission: 'attend' },
  'desk.seat.release-lease': { request: SeatConnection, response: Nothing, permission: 'attend' },
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

  'desk.agency-order.list': { request: ListWorkOrders, response: WorkOrderPage, permission: 'agency' },
  'desk.agency-order.get': { request: OrderRef, response: WorkOrderView, permission: 'agency' },
  'desk.agency-order.contact': { request: OrderRef, response: OrderContact, permission: 'agency' },
  'desk.agency-order.act': { request: ActAsAgency, response: ActDone, permission: 'agency' },
  'desk.agency-handover.list': { request: PageRequest, response: AgencyHandoverPage, permission: 'agency' },
  'desk.agency-handover.acknowledge': {
    request: AcknowledgeHandover,
    response: Nothing,
    permission: 'agency',
  },
  'desk.attachment.upload': { request: UploadAttachment, response: AttachmentView, permission: 'agency' },
  'desk.attachment.get': { request: AttachmentRef, response: AttachmentContent, permission: 'signed-in' },
  'desk.agency-key.create': { request: CreateAgencyKey, response: NewAgencyKey, permission: 'administer' },
  'desk.agency-key.list': { request: ListAgencyKeys, response: AgencyKeyPage, permission: 'administer' },
  'desk.agency-key.rotate': { request: RotateAgencyKey, response: NewAgencyKey, permission: 'administer' },
  'desk.agency-key.revoke': { request: AgencyKeyRef, response: AgencyKeyView, permission: 'administer' },
  'desk.agency-key.exchange': { request: ExchangeAgencyKey, response: SessionGrant, permission: 'public' },

  'desk.expert-invitation.answer': {
    request: AnswerInvitation,
    response: InvitationAnswered,
    permission: 'agency',
  },
  'desk.expert-invitation.count': {
    request: Nothing,
    response: ExpertInvitationCounts,
    permission: 'oversee',
  },

  'desk.handover.list': { request: ListHandovers, response: HandoverPage, permission: 'oversee' },
  'desk.handover.replay': { request: ReplayHandover, response: HandoverView, permission: 'oversee' },
  'desk.handover.balance': { request: Nothing, response: LedgerBalance, permission: 'oversee' },
  'desk.reconciliation.run': {
    request: ReconcileAgency,
    response: ReconciliationView,
    permission: 'oversee',
  },
  'desk.reconciliation.list': {
    request: ListReconciliations,
    response: ReconciliationPage,
    permission: 'oversee',
  },

  // From an agency's adapter to the desk.
  'agency.*.report': { request: ReportHandover, response: HandoverDue, permission: 'adapter' },
  'agency.*.act': { request: DeliveredAct, response: ActDone, permission: 'adapter' },
  // To an agency's adapter: the deliveries carry signatures of their own.
  'agency.*.webhook': { request: AgencyWebhook, response: ActDone, permission: 'public' },
  'agency.*.books': { request: AskBooks, response: AgencyBooks, permission: 'public' },
  'agency.*.health': { request: Nothing, response: HealthReport, permission: 'public' },

  'knowledge.health.check': { request: Nothing, response: HealthReport, permission: 'public' },
  'knowledge.article.list': { request: ListArticles, response: ArticlePage, permission: 'signed-in' },
  'knowledge.article.get': { request: GetArticle, response: ArticleView, permission: 'signed-in' },
  'knowledge.article.save': { request: SaveArticle, response: ArticleView, permission: 'administer' },
} as const satisfies Record<string, RpcContract>;

export type RpcSubject = keyof typeof RPC;
export type RpcRequest<S extends RpcSubject> = InstanceType<(typeof RPC)[S]['request']>;
export type RpcResponse<S extends RpcSubject> = InstanceType<(typeof RPC)[S]['response']>;
