import type { FRAME_SUBJECTS, RequestFrameType, RpcRequest, RpcResponse, ServerFrame } from '#contracts';

export type FrameRequest<T extends RequestFrameType> = RpcRequest<(typeof FRAME_SUBJECTS)[T]>;
export type FrameResponse<T extends RequestFrameType> = RpcResponse<(typeof FRAME_SUBJECTS)[T]>;

export type WelcomeFrame = Extract<ServerFrame, { type: 'welcome' }>;

/** What the server says of its own accord. */
export type EventFrame = Exclude<ServerFrame, { type: 'welcome' | 'result' | 'ack' | 'pong' | 'error' }>;

export interface OutgoingFrame {
  type: RequestFrameType;
  id: string;
  data: object;
}

/** Sent twice they take effect once: they carry an idempotency key, only read, or only move forward. */
const REPEATABLE: ReadonlySet<RequestFrameType> = new Set([
  'open',
  'get',
  'entries',
  'send',
  'edit',
  'withdraw',
  'mark',
  'state',
]);

export const isRepeatable = (type: RequestFrameType): boolean => REPEATABLE.has(type);
