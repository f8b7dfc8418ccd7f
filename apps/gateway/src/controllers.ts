import type { Type } from '@nestjs/common';
import { AgencyHandoversController } from './agency/agency-handovers.controller';
import { AgencyOrdersController } from './agency/agency-orders.controller';
import { AgencyAttachmentsController } from './agency/attachments.controller';
import { InvitationsController } from './agency/invitations.controller';
import { WebhooksController } from './agency/webhooks.controller';
import { AgencyKeysController } from './agency-keys/agency-keys.controller';
import { ArticlesController } from './articles/articles.controller';
import { AttachmentsController } from './articles/attachments.controller';
import { EditingController } from './articles/editing.controller';
import { ClassificationsController } from './classifications/classifications.controller';
import { ConversationsController } from './conversations/conversations.controller';
import { MessagesController } from './conversations/messages.controller';
import { TypingController } from './conversations/typing.controller';
import { DeferredRequestsController } from './deferred-requests/deferred-requests.controller';
import { DispatchEntriesController } from './dispatch-entries/dispatch-entries.controller';
import { EventsController } from './events/events.controller';
import { FeedbackController } from './feedback/feedback.controller';
import { GapsController } from './gaps/gaps.controller';
import { HandoversController } from './handovers/handovers.controller';
import { ReconciliationsController } from './handovers/reconciliations.controller';
import { HealthController } from './health/health.controller';
import { MetricsScrapeController } from './health/metrics-scrape.controller';
import { MattersController } from './matters/matters.controller';
import { MetricsController } from './metrics/metrics.controller';
import { OffersController } from './offers/offers.controller';
import { PersonalAccessController } from './personal-access/personal-access.controller';
import { PersonalErasureController } from './personal-erasure/personal-erasure.controller';
import { SearchController } from './search/search.controller';
import { SeatGroupsController } from './seat-groups/seat-groups.controller';
import { SeatsController } from './seats/seats.controller';
import { ServiceHoursController } from './service-hours/service-hours.controller';
import { SessionsController } from './sessions/sessions.controller';
import { SuggestionsController } from './suggestions/suggestions.controller';
import { WorkOrdersController } from './work-orders/work-orders.controller';
import { CalendarController } from './order-clocks/calendar.controller';
import { ClockPoliciesController } from './order-clocks/clock-policies.controller';
import { FollowUpPageController } from './follow-ups/follow-up-page.controller';
import { FollowUpsController } from './follow-ups/follow-ups.controller';
import { OrderClocksController } from './order-clocks/order-clocks.controller';
import { OrderExportsController } from './order-exports/order-exports.controller';
import { OrderRatesController } from './order-rates/order-rates.controller';

/** Every HTTP route of the gateway is in one of these. */
export const CONTROLLERS: Type[] = [
  SessionsController,
  MattersController,
  ConversationsController,
  MessagesController,
  TypingController,
  EventsController,
  OffersController,
  SeatsController,
  SeatGroupsController,
  DeferredRequestsController,
  WorkOrdersController,
  DispatchEntriesController,
  ClassificationsController,
  ServiceHoursController,
  MetricsController,
  ArticlesController,
  EditingController,
  AttachmentsController,
  SearchController,
  SuggestionsController,
  FeedbackController,
  GapsController,
  HealthController,
  MetricsScrapeController,
  ClockPoliciesController,
  CalendarController,
  OrderClocksController,
  FollowUpsController,
  FollowUpPageController,
  OrderRatesController,
  OrderExportsController,
  AgencyOrdersController,
  AgencyHandoversController,
  AgencyAttachmentsController,
  InvitationsController,
  WebhooksController,
  AgencyKeysController,
  HandoversController,
  PersonalAccessController,
  PersonalErasureController,
  ReconciliationsController,
];
