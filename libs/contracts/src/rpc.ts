import {
  AcknowledgeHandover,
  ActAsAgency,
  ActDone,
  AgencyHandoverPage,
  AgencyKeyPage,
  AgencyKeyRef,
  AgencyKeyView,
  AgencyWebhook,
  OrderAttachmentContent,
  OrderAttachmentRef,
  OrderAttachmentView,
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
  GiveBotVerdict,
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
import {
  AnswerFollowUp,
  AnswerFollowUpByLink,
  FollowUpInvitation,
  FollowUpLink,
  FollowUpOutcome,
  FollowUpPage,
  FollowUpRef,
  FollowUpToken,
  FollowUpView,
  ListFollowUps,
  RecordFollowUp,
} from './desk/follow-up';
import {
  CalendarYear,
  CalendarYearRef,
  CalendarYearView,
  ClockAlterationPage,
  ClockPolicyPage,
  ClockPolicyView,
  ClockPresetList,
  ClockRevisionRef,
  ClockRevisionView,
  ListClockAlterations,
  ListOrderClocks,
  ListSupervisions,
  RunningClockPage,
  SetClockPolicy,
  SupervisionPage,
} from './desk/order-clock';
import { OrderExportPage, ReadOrderExport } from './desk/order-export';
import { GetOrderRates, ListOrderRateCases, OrderCasePage, OrderRateReport } from './desk/order-rate';
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
import { ArticlePage, ArticleView, GetArticle, ListArticles } from './knowledge/article';
import {
  ApproveArticle,
  ArticleComparison,
  ArticleHistory,
  ArticleStep,
  ArticleVersionPage,
  CompareArticle,
  ConfirmArticle,
  DuePage,
  ListDue,
  ListOfArticle,
  ListWork,
  SaveArticle,
  ScheduleArticle,
  WorkPage,
} from './knowledge/article-editing';
import {
  ArticleImportReport,
  ArticleRecordPage,
  ExportArticles,
  ImportArticles,
} from './knowledge/article-exchange';
import { ListQuotes, OutdatedPage, QuotePage } from './knowledge/article-quote';
import {
  AddAttachment,
  AttachmentAdded,
  AttachmentContent,
  AttachmentRemoved,
  GetAttachment,
  RemoveAttachment,
} from './knowledge/attachment';
import { FeedbackPage, FeedbackView, GiveFeedback, ListFeedback } from './knowledge/feedback';
import {
  AnswerGap,
  DismissGap,
  GapDetails,
  GapPage,
  GapRef,
  GapView,
  ListGaps,
  ReportGap,
} from './knowledge/gap';
import { GetKnowledgeMetrics, KnowledgeMetricReport } from './knowledge/metric';
import {
  SearchArticles,
  SearchResult,
  DeleteSynonym,
  SaveSynonyms,
  SearchSuggestions,
  SuggestSearches,
  SynonymList,
} from './knowledge/search';
import { SuggestionsView } from './knowledge/suggestion';
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

  'desk.clock-policy.get': { request: Nothing, response: ClockPolicyView, permission: 'staff' },
  'desk.clock-policy.set': { request: SetClockPolicy, response: ClockPolicyView, permission: 'administer' },
  'desk.clock-policy.list': { request: PageRequest, response: ClockPolicyPage, permission: 'oversee' },
  'desk.clock-policy.presets': { request: Nothing, response: ClockPresetList, permission: 'staff' },
  'desk.calendar.get': { request: CalendarYearRef, response: CalendarYearView, permission: 'staff' },
  'desk.calendar.set': { request: CalendarYear, response: CalendarYearView, permission: 'administer' },
  'desk.clock-revision.get': {
    request: ClockRevisionRef,
    response: ClockRevisionView,
    permission: 'oversee',
  },
  'desk.clock-revision.alterations': {
    request: ListClockAlterations,
    response: ClockAlterationPage,
    permission: 'oversee',
  },
  'desk.order-clock.list': { request: ListOrderClocks, response: RunningClockPage, permission: 'oversee' },
  'desk.supervision.list': { request: ListSupervisions, response: SupervisionPage, permission: 'oversee' },

  'desk.follow-up.list': { request: ListFollowUps, response: FollowUpPage, permission: 'staff' },
  'desk.follow-up.claim': { request: FollowUpRef, response: FollowUpView, permission: 'staff' },
  'desk.follow-up.release': { request: FollowUpRef, response: FollowUpView, permission: 'staff' },
  'desk.follow-up.link': { request: FollowUpRef, response: FollowUpLink, permission: 'staff' },
  'desk.follow-up.record': { request: RecordFollowUp, response: FollowUpOutcome, permission: 'staff' },
  'desk.follow-up.answer': { request: AnswerFollowUp, response: FollowUpOutcome, permission: 'ask' },
  'desk.follow-up.invitation': { request: FollowUpToken, response: FollowUpInvitation, permission: 'public' },
  'desk.follow-up.answer-by-link': {
    request: AnswerFollowUpByLink,
    response: FollowUpOutcome,
    permission: 'public',
  },

  'desk.order-rate.get': { request: GetOrderRates, response: OrderRateReport, permission: 'oversee' },
  'desk.order-rate.cases': { request: ListOrderRateCases, response: OrderCasePage, permission: 'oversee' },
  'desk.order-export.read': { request: ReadOrderExport, response: OrderExportPage, permission: 'oversee' },
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
  'desk.attachment.upload': {
    request: UploadAttachment,
    response: OrderAttachmentView,
    permission: 'agency',
  },
  'desk.attachment.get': {
    request: OrderAttachmentRef,
    response: OrderAttachmentContent,
    permission: 'signed-in',
  },
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
  'knowledge.article.save': { request: SaveArticle, response: ArticleView, permission: 'edit-knowledge' },
  'knowledge.article.submit': { request: ArticleStep, response: ArticleView, permission: 'edit-knowledge' },
  'knowledge.article.return': { request: ArticleStep, response: ArticleView, permission: 'review-knowledge' },
  'knowledge.article.approve': {
    request: ApproveArticle,
    response: ArticleView,
    permission: 'review-knowledge',
  },
  'knowledge.article.schedule': {
    request: ScheduleArticle,
    response: ArticleView,
    permission: 'review-knowledge',
  },
  'knowledge.article.withdraw': { request: ArticleStep, response: ArticleView, permission: 'keep-knowledge' },
  'knowledge.article.confirm': {
    request: ConfirmArticle,
    response: ArticleView,
    permission: 'review-knowledge',
  },
  'knowledge.article.restore': { request: ArticleStep, response: ArticleView, permission: 'edit-knowledge' },
  'knowledge.article.versions': {
    request: ListOfArticle,
    response: ArticleVersionPage,
    permission: 'keep-knowledge',
  },
  'knowledge.article.history': {
    request: ListOfArticle,
    response: ArticleHistory,
    permission: 'keep-knowledge',
  },
  'knowledge.article.compare': {
    request: CompareArticle,
    response: ArticleComparison,
    permission: 'keep-knowledge',
  },
  'knowledge.article.work': { request: ListWork, response: WorkPage, permission: 'keep-knowledge' },
  'knowledge.article.due': { request: ListDue, response: DuePage, permission: 'keep-knowledge' },
  'knowledge.article.quotes': { request: ListQuotes, response: QuotePage, permission: 'keep-knowledge' },
  'knowledge.article.outdated': {
    request: ListOfArticle,
    response: OutdatedPage,
    permission: 'keep-knowledge',
  },
  'knowledge.article.import': {
    request: ImportArticles,
    response: ArticleImportReport,
    permission: 'edit-knowledge',
  },
  'knowledge.article.export': {
    request: ExportArticles,
    response: ArticleRecordPage,
    permission: 'keep-knowledge',
  },
  'knowledge.attachment.add': {
    request: AddAttachment,
    response: AttachmentAdded,
    permission: 'edit-knowledge',
  },
  'knowledge.attachment.remove': {
    request: RemoveAttachment,
    response: AttachmentRemoved,
    permission: 'edit-knowledge',
  },
  'knowledge.attachment.get': {
    request: GetAttachment,
    response: AttachmentContent,
    permission: 'signed-in',
  },

  'knowledge.search.query': { request: SearchArticles, response: SearchResult, permission: 'public' },
  'knowledge.suggestion.list': {
    request: ConversationRef,
    response: SuggestionsView,
    permission: 'staff',
  },
  'knowledge.feedback.give': { request: GiveFeedback, response: FeedbackView, permission: 'converse' },
  'knowledge.feedback.list': { request: ListFeedback, response: FeedbackPage, permission: 'staff' },
  'knowledge.gap.list': { request: ListGaps, response: GapPage, permission: 'keep-knowledge' },
  'knowledge.gap.get': { request: GapRef, response: GapDetails, permission: 'keep-knowledge' },
  'knowledge.gap.report': { request: ReportGap, response: GapView, permission: 'staff' },
  'knowledge.gap.answer': { request: AnswerGap, response: GapView, permission: 'keep-knowledge' },
  'knowledge.gap.dismiss': { request: DismissGap, response: GapView, permission: 'keep-knowledge' },
  'knowledge.metric.get': {
    request: GetKnowledgeMetrics,
    response: KnowledgeMetricReport,
    permission: 'oversee',
  },

  'knowledge.search.suggest': { request: SuggestSearches, response: SearchSuggestions, permission: 'public' },
  'knowledge.synonym.list': { request: Nothing, response: SynonymList, permission: 'administer' },
  'knowledge.synonym.save': { request: SaveSynonyms, response: SynonymList, permission: 'administer' },
  'knowledge.synonym.delete': { request: DeleteSynonym, response: Nothing, permission: 'administer' },
} as const satisfies Record<string, RpcContract>;

export type RpcSubject = keyof typeof RPC;
export type RpcRequest<S extends RpcSubject> = InstanceType<(typeof RPC)[S]['request']>;
export type RpcResponse<S extends RpcSubject> = InstanceType<(typeof RPC)[S]['response']>;
