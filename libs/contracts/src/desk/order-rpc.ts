import {
  ListPersonalAccesses,
  PersonalAccessPage,
  UnmaskConversationContact,
  UnmaskedContact,
  UnmaskOrderContact,
} from './personal-access';
import {
  ErasePersonalData,
  ListPersonalErasures,
  PersonalErasurePage,
  PersonalErasureView,
} from './personal-erasure';
import {
  AcknowledgeHandover,
  ActAsAgency,
  ActDone,
  AgencyHandoverPage,
  AgencyKeyPage,
  AgencyKeyRef,
  AgencyKeyView,
  OrderAttachmentContent,
  OrderAttachmentRef,
  OrderAttachmentView,
  CreateAgencyKey,
  ExchangeAgencyKey,
  ListAgencyKeys,
  NewAgencyKey,
  OrderContact,
  ReadOrderContact,
  RotateAgencyKey,
  UploadAttachment,
} from './agency';
import {
  ClassificationImportReport,
  ClassificationPage,
  ImportClassifications,
  ListClassifications,
} from './classification';
import {
  DecideDispatchEntry,
  DispatchEntryPage,
  DispatchEntryView,
  ListDispatchEntries,
  SaveDispatchEntry,
} from './dispatch-entry';
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
} from './follow-up';
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
} from './order-clock';
import { OrderExportPage, ReadOrderExport } from './order-export';
import { GetOrderRates, ListOrderRateCases, OrderCasePage, OrderRateReport } from './order-rate';
import { AnswerInvitation, ExpertInvitationCounts, InvitationAnswered } from './expert-invitation';
import { HandoverPage, HandoverView, LedgerBalance, ListHandovers, ReplayHandover } from './exchange';
import {
  ListReconciliations,
  ReconcileAgency,
  ReconciliationPage,
  ReconciliationView,
} from './reconciliation';
import { SessionGrant } from './session';
import { ActOnOrder, WorkOrderPage, WorkOrderView } from './work-order';
import { ListOrderHistory, OrderHistory } from './work-order-history';
import {
  CreateWorkOrder,
  ListWorkOrders,
  OrderReasons,
  OrderRef,
  SimilarOrders,
  WorkOrderCreated,
} from './work-order-requests';
import { Nothing, PageRequest } from '../paging';
import type { RpcContract } from '../rpc-contract';

/** What the desk is asked about work orders and their exchange with agencies. */
export const ORDER_RPC = {
  'desk.work-order.create': { request: CreateWorkOrder, response: WorkOrderCreated, permission: 'staff' },
  'desk.work-order.get': { request: OrderRef, response: WorkOrderView, permission: 'signed-in' },
  'desk.work-order.list': { request: ListWorkOrders, response: WorkOrderPage, permission: 'signed-in' },
  'desk.work-order.history': {
    request: ListOrderHistory,
    response: OrderHistory,
    permission: 'handle-orders',
  },
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
  'desk.agency-order.contact': { request: ReadOrderContact, response: OrderContact, permission: 'agency' },
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

  'desk.personal-access.of-order': {
    request: UnmaskOrderContact,
    response: UnmaskedContact,
    permission: 'staff',
  },
  'desk.personal-access.of-conversation': {
    request: UnmaskConversationContact,
    response: UnmaskedContact,
    permission: 'staff',
  },
  'desk.personal-access.list': {
    request: ListPersonalAccesses,
    response: PersonalAccessPage,
    permission: 'administer',
  },

  'desk.personal-erasure.create': {
    request: ErasePersonalData,
    response: PersonalErasureView,
    permission: 'administer',
  },
  'desk.personal-erasure.list': {
    request: ListPersonalErasures,
    response: PersonalErasurePage,
    permission: 'administer',
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
} as const satisfies Record<string, RpcContract>;
