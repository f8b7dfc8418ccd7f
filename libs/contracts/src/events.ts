import { Type } from 'class-transformer';
import {
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsISO8601,
  IsOptional,
  IsString,
  IsUUID,
  ValidateNested,
} from 'class-validator';
import { Handover } from './desk/exchange';
import { DEFERRED_KINDS } from './desk/deferred-request';
import { OfferedAnswer } from './desk/message';
import { FOLLOW_UP_CHANNELS, type FollowUpChannel } from './desk/follow-up';
import { ORDER_CLOCK_KINDS, type OrderClockKind } from './desk/order-clock-view';
import { ORDER_LIGHTS, SUPERVISION_LEVELS, type OrderLight, type SupervisionLevel } from './desk/order-clock';
import { ORDER_ACTIONS, ORDER_STATUSES, type OrderAction, type OrderStatus } from './desk/work-order';
import { ORDER_ACTOR_KINDS, type OrderActorKind } from './desk/work-order-history';
import type { DtoClass } from './validation';

export class ConversationEnded {
  @IsUUID()
  conversationId!: string;

  @IsString()
  matterCode!: string;

  @IsIn(['resolved', 'abandoned', 'solved-by-bot'])
  outcome!: 'resolved' | 'abandoned' | 'solved-by-bot';
}

export class ConversationRated {
  @IsUUID()
  conversationId!: string;

  @IsBoolean()
  solved!: boolean;

  @IsInt()
  satisfaction!: number;
}

/** A request that the desk could not take at once: a work order is made of it. */
export class RequestDeferred {
  @IsUUID()
  deferredRequestId!: string;

  @IsIn(DEFERRED_KINDS)
  kind!: (typeof DEFERRED_KINDS)[number];

  @IsUUID()
  conversationId!: string;

  @IsString()
  matterCode!: string;
}

/** The business needs what it had left for later no more. */
export class RequestWithdrawn {
  @IsUUID()
  deferredRequestId!: string;

  @IsUUID()
  conversationId!: string;
}

/** The bot has offered Answers in the entry of that sequence. */
export class BotOffered {
  @IsUUID()
  conversationId!: string;

  @IsString()
  matterCode!: string;

  @IsInt()
  sequence!: number;

  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => OfferedAnswer)
  answers!: OfferedAnswer[];
}

/** The business has said whether what the bot offered solved it; `articleId`: which of the Answers did. */
export class BotJudged extends BotOffered {
  @IsUUID()
  partyId!: string;

  @IsBoolean()
  solved!: boolean;

  @IsOptional()
  @IsUUID()
  articleId?: string;

  @IsOptional()
  @IsString()
  reason?: string;
}

/** A version of an article was put before a business. */
export class AnswerQuoted {
  @IsUUID()
  articleId!: string;

  @IsInt()
  version!: number;

  /** Where a message quoted it. */
  @IsOptional()
  @IsUUID()
  conversationId?: string;

  /** Where a reply rests on it. */
  @IsOptional()
  @IsUUID()
  orderId?: string;

  /** Of the message in its conversation, or of the reply in its order's history. */
  @IsInt()
  sequence!: number;
}

export class FirstReplyLate {
  @IsUUID()
  conversationId!: string;

  @IsString()
  seatGroup!: string;

  @IsISO8601()
  dueAt!: string;

  @IsOptional()
  @IsString()
  seatId!: string | null;
}

/** A clock of an order turned yellow or red, or was escalated. */
export class OrderSupervised {
  @IsUUID()
  orderId!: string;

  @IsIn(ORDER_CLOCK_KINDS)
  kind!: OrderClockKind;

  @IsString()
  agencyCode!: string;

  @IsIn(ORDER_LIGHTS)
  light!: OrderLight;

  @IsIn(SUPERVISION_LEVELS)
  to!: SupervisionLevel;

  @IsISO8601()
  dueAt!: string;
}

/** A change of calendar or policy has been carried to the clocks that ran. */
export class ClocksRevised {
  @IsUUID()
  revisionId!: string;

  @IsIn(['calendar', 'policy'])
  cause!: 'calendar' | 'policy';

  @IsInt()
  altered!: number;
}

/** An enterprise has said whether its order is solved. */
export class OrderFollowedUp {
  @IsUUID()
  orderId!: string;

  @IsIn(FOLLOW_UP_CHANNELS)
  channel!: FollowUpChannel;

  @IsBoolean()
  solved!: boolean;

  @IsBoolean()
  satisfied!: boolean;
}

export class NewWorkOrder {
  @IsUUID()
  orderId!: string;

  @IsString()
  number!: string;

  @IsString()
  matterCode!: string;

  @IsOptional()
  @IsUUID()
  conversationId!: string | null;
}

/** Something was done with an order; what was said is read from its history. */
export class WorkOrderChanged {
  @IsUUID()
  orderId!: string;

  @IsString()
  number!: string;

  /** Of the order after it, and its place in the history. */
  @IsInt()
  version!: number;

  @IsIn(ORDER_ACTIONS)
  action!: OrderAction;

  @IsIn(ORDER_STATUSES)
  status!: OrderStatus;

  @IsIn(ORDER_ACTOR_KINDS)
  actorKind!: OrderActorKind;

  /** The lead agency. */
  @IsOptional()
  @IsString()
  agencyCode!: string | null;
}

/** Durable events: written to the outbox in the transaction that makes them true, carried by JetStream at least once. */
export const EVENTS = {
  'desk.evt.conversation.ended': ConversationEnded,
  'desk.evt.conversation.rated': ConversationRated,
  'desk.evt.request.deferred': RequestDeferred,
  'desk.evt.request.withdrawn': RequestWithdrawn,
  'desk.evt.answer.quoted': AnswerQuoted,
  'desk.evt.bot.offered': BotOffered,
  'desk.evt.bot.judged': BotJudged,
  'desk.evt.first-reply.breached': FirstReplyLate,
  'desk.evt.order.supervised': OrderSupervised,
  'desk.evt.order.followed-up': OrderFollowedUp,
  'desk.evt.clocks.revised': ClocksRevised,
  // To one agency: the `*` stands for its code.
  'agency.*.handover': Handover,
  'desk.evt.work-order.created': NewWorkOrder,
  'desk.evt.work-order.changed': WorkOrderChanged,
} as const satisfies Record<string, DtoClass>;

export type EventType = keyof typeof EVENTS;
export type EventData<T extends EventType> = InstanceType<(typeof EVENTS)[T]>;

/** How a durable event travels; `id` is the outbox row's and the `Nats-Msg-Id`. */
export interface EventEnvelope<T extends EventType = EventType> {
  id: string;
  type: T;
  occurredAt: string;
  requestId: string;
  data: EventData<T>;
}

/** Several for every order, for others than the suite's own services. */
export const ORDER_EVENTS: readonly EventType[] = [
  'desk.evt.work-order.created',
  'desk.evt.work-order.changed',
  'desk.evt.order.supervised',
  'desk.evt.order.followed-up',
];

/**
 * The subject of one event: what is meant for one agency bears the agency's code, what tells of an order ends with its id
 * (`desk.evt.work-order.created.<id>`).
 */
export const eventSubject = ({ type, data }: Pick<EventEnvelope, 'type' | 'data'>): string => {
  if ('orderId' in data && ORDER_EVENTS.includes(type)) return `${type}.${data.orderId}`;
  return 'agencyCode' in data ? type.replace('*', String(data.agencyCode)) : type;
};

/**
 * One stream per service that has events, and one for all agencies; it covers these subjects and nothing else. `read` are
 * those that the suite's services are given: with every event of every order each of them would take thousands in vain.
 */
export const STREAMS = {
  desk: { name: 'DESK_EVENTS', subjects: ['desk.evt.>'], read: 'desk.evt.*.*' },
  agency: { name: 'AGENCY_HANDOVERS', subjects: ['agency.*.handover'], read: undefined },
} as const;
