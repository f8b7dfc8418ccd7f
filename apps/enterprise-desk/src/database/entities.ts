import { AgencyKey } from '../agency-keys/agency-key.entity';
import { AgencyDelivery } from '../agency-orders/agency-delivery.entity';
import { AttachmentOrder } from '../attachments/attachment-order.entity';
import { Attachment } from '../attachments/attachment.entity';
import { ServiceHoursRow } from '../clocks/service-hours.entity';
import { Classification } from '../classifications/classification.entity';
import { Attendance } from '../conversations/attendance.entity';
import { Conversation } from '../conversations/conversation.entity';
import { Participant } from '../conversations/participant.entity';
import { DeferredRequest } from '../deferred-requests/deferred-request.entity';
import { DispatchEntry } from '../dispatch-directory/dispatch-entry.entity';
import { Enterprise } from '../enterprises/enterprise.entity';
import { Representative } from '../enterprises/representative.entity';
import { HandoverRow } from '../exchange/handover.entity';
import { Reconciliation } from '../exchange/reconciliation.entity';
import { ExpertInvitation } from '../expert-invitations/expert-invitation.entity';
import { Agency } from '../matters/agency.entity';
import { MatterVersion } from '../matters/matter-version.entity';
import { Matter } from '../matters/matter.entity';
import { EntryRow } from '../messages/entry.entity';
import { PersonalAccess } from '../personal-access/personal-access.entity';
import { PersonalErasure } from '../retention/personal-erasure.entity';
import { Offer } from '../routing/offer.entity';
import { RoutingDecisionRow } from '../routing/routing-decision.entity';
import { SeatGroup } from '../seats/seat-group.entity';
import { SeatLease } from '../seats/seat-lease.entity';
import { Staff } from '../seats/staff.entity';
import { Session } from '../sessions/session.entity';
import { Timer } from '../timers/timer.entity';
import { OrderAgency } from '../work-orders/order-agency.entity';
import { OrderHistoryRow } from '../work-orders/order-history.entity';
import { OrderViewer } from '../work-orders/order-viewer.entity';
import { WorkOrder } from '../work-orders/work-order.entity';
import { CalendarYearRow } from '../clocks/calendar-year.entity';
import { ClockAlterationRow } from '../order-clocks/clock-alteration.entity';
import { ClockPolicyRow } from '../order-clocks/clock-policy.entity';
import { ClockRevision } from '../order-clocks/clock-revision.entity';
import { FollowUp } from '../follow-ups/follow-up.entity';
import { GatewayLease } from '../gateways/gateway-lease.entity';
import { OrderClock } from '../order-clocks/order-clock.entity';
import { OrderFact } from '../order-rates/order-fact.entity';
import { OrderSupervision } from '../order-clocks/order-supervision.entity';

export const entities = [
  Agency,
  AgencyDelivery,
  AgencyKey,
  Attachment,
  AttachmentOrder,
  Attendance,
  CalendarYearRow,
  Classification,
  ClockAlterationRow,
  ClockPolicyRow,
  ClockRevision,
  Conversation,
  DeferredRequest,
  DispatchEntry,
  Enterprise,
  EntryRow,
  ExpertInvitation,
  FollowUp,
  GatewayLease,
  HandoverRow,
  Matter,
  MatterVersion,
  Offer,
  OrderAgency,
  OrderClock,
  OrderFact,
  OrderHistoryRow,
  OrderSupervision,
  OrderViewer,
  Participant,
  PersonalAccess,
  PersonalErasure,
  Reconciliation,
  Representative,
  RoutingDecisionRow,
  SeatGroup,
  SeatLease,
  ServiceHoursRow,
  Session,
  Staff,
  Timer,
  WorkOrder,
];
