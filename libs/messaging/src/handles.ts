import { EventPattern, MessagePattern } from '@nestjs/microservices';
import type { EventEnvelope, EventType, RpcRequest, RpcResponse, RpcSubject } from '#contracts';
import type { CallerOf } from './caller';

type Method<Handler> = (target: object, key: string, descriptor: TypedPropertyDescriptor<Handler>) => void;

/** Answers an RPC subject: the compiler checks the signature, the server validates request and permission before the call. */
export const Handles = <S extends RpcSubject>(
  subject: S,
): Method<(request: RpcRequest<S>, caller: CallerOf<S>) => Promise<RpcResponse<S>>> =>
  MessagePattern(subject);

/** Consumes a durable event, at least once: settle it against the inbox in one's own transaction. */
export const Consumes = <T extends EventType>(type: T): Method<(event: EventEnvelope<T>) => Promise<void>> =>
  EventPattern(type);
