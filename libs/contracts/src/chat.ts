import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsIn,
  IsObject,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  MaxLength,
  ValidateNested,
} from 'class-validator';
import { type ConversationView, type QueueView } from './desk/conversation';
import { type OfferView } from './desk/routing';
import { LastSeen, type SyncedConversation } from './desk/sync';
import type { Entry, Mark } from './desk/message';
import type { SessionView } from './desk/session';
import type { ErrorCode, ErrorDetails } from './errors';
import type { BoardNews, OfferOutcome, Typing } from './live';
import type { SuggestionsView } from './knowledge/suggestion';
import type { RpcSubject } from './rpc';

export const CHAT_PROTOCOL_VERSION = 1;

/** Client frames that are one request to the desk; the rest (`hello`, `typing`, `ping`) the gateway answers itself. */
export const FRAME_SUBJECTS = {
  open: 'desk.conversation.open',
  get: 'desk.conversation.get',
  entries: 'desk.message.list',
  send: 'desk.message.send',
  edit: 'desk.message.edit',
  withdraw: 'desk.message.withdraw',
  mark: 'desk.message.mark',
  accept: 'desk.conversation.accept',
  decline: 'desk.conversation.decline',
  transfer: 'desk.conversation.transfer',
  invite: 'desk.conversation.invite',
  leave: 'desk.conversation.leave',
  resolve: 'desk.conversation.resolve',
  reopen: 'desk.conversation.reopen',
  rate: 'desk.conversation.rate',
  'call-back': 'desk.conversation.call-back',
  'bot-verdict': 'desk.conversation.bot-verdict',
  'look-on': 'desk.conversation.look-on',
  'take-over': 'desk.conversation.take-over',
  state: 'desk.seat.set-state',
  suggestions: 'knowledge.suggestion.list',
  'nothing-fits': 'knowledge.gap.report',
  feedback: 'knowledge.feedback.give',
} as const satisfies Record<string, RpcSubject>;

export type RequestFrameType = keyof typeof FRAME_SUBJECTS;

export const CLIENT_FRAME_TYPES = [
  'hello',
  'typing',
  'ping',
  ...(Object.keys(FRAME_SUBJECTS) as RequestFrameType[]),
] as const;
export type ClientFrameType = (typeof CLIENT_FRAME_TYPES)[number];

/** What every client frame looks like; `id` comes back with the answer. */
export class ClientFrame {
  @IsIn(CLIENT_FRAME_TYPES)
  type!: ClientFrameType;

  @IsString()
  @Length(1, 64)
  id!: string;

  @IsOptional()
  @IsObject()
  data?: Record<string, unknown>;
}

/** The first frame of a connection. */
export class Hello {
  @IsString()
  @MaxLength(4096)
  token!: string;

  @IsOptional()
  @IsArray()
  @ArrayMaxSize(200)
  @ValidateNested({ each: true })
  @Type(() => LastSeen)
  conversations?: LastSeen[];
}

export class TypingFrame {
  @IsUUID()
  conversationId!: string;
}

export interface WireError {
  code: ErrorCode;
  message: string;
  details?: ErrorDetails;
}

/** What the server sends. `result` answers a request (`ack` a `send`, an `edit` and a `withdraw`); the others are events. */
export type ServerFrame =
  | {
      type: 'welcome';
      id: string;
      data: { version: number; session: SessionView; offers: OfferView[]; heartbeatSeconds: number };
    }
  | { type: 'result' | 'ack'; id: string; data: object }
  | { type: 'pong'; id: string }
  | { type: 'error'; id: string | null; error: WireError }
  | { type: 'conversation'; data: ConversationView }
  | { type: 'synced'; data: SyncedConversation }
  | { type: 'entries'; data: { conversationId: string; entries: Entry[] } }
  | { type: 'mark'; data: { conversationId: string; mark: Mark } }
  | { type: 'queue'; data: { conversationId: string; queue: QueueView } }
  | { type: 'typing'; data: Typing }
  | { type: 'suggestions'; data: SuggestionsView }
  | { type: 'offer'; data: OfferView }
  | { type: 'offer-ended'; data: { offerId: string; conversationId: string; outcome: OfferOutcome } }
  | { type: 'invited'; data: { conversation: ConversationView; comment: string | null } }
  | { type: 'left'; data: { conversationId: string } }
  | { type: 'seat'; data: object }
  | { type: 'board'; data: BoardNews };

/** Why the server closes a connection (RFC 6455 private range). */
export const CLOSE_CODES = {
  unauthenticated: 4001,
  helloTimeout: 4002,
  rubbish: 4003,
  slowConsumer: 4008,
  tooManyFrames: 4029,
  goingAway: 1001,
  tooLarge: 1009,
} as const;
