import { Catch, UseFilters, type ExceptionFilter } from '@nestjs/common';
import { Ctx, EventPattern, MessagePattern, Payload } from '@nestjs/microservices';
import type { EventEnvelope, EventType, RpcRequest, RpcResponse, RpcSubject } from '#contracts';
import { throwError, type Observable } from 'rxjs';
import type { CallerOf } from './caller';

/** Decorates a method that can serve as `Handler`; it may leave out what it does not need. */
type Method<Handler> = <H extends Handler>(
  target: object,
  key: string,
  descriptor: TypedPropertyDescriptor<H>,
) => void;

/** Nest would hide every error behind "Internal server error"; the server decides what the other side may know. */
@Catch()
class ErrorsAsTheyAre implements ExceptionFilter {
  catch(error: unknown): Observable<never> {
    return throwError(() => error);
  }
}

/** Answers an RPC subject: the compiler checks the signature, the server validates request and permission before the call. */
export const Handles =
  <S extends RpcSubject>(
    subject: S,
  ): Method<(request: RpcRequest<S>, caller: CallerOf<S>) => Promise<RpcResponse<S>>> =>
  (target, key, descriptor) => {
    Payload()(target, key, 0);
    Ctx()(target, key, 1);
    UseFilters(ErrorsAsTheyAre)(target, key, descriptor);
    MessagePattern(subject)(target, key, descriptor);
  };

/** Consumes a durable event, at least once: settle it against the inbox in one's own transaction. */
export const Consumes =
  <T extends EventType>(type: T): Method<(event: EventEnvelope<T>) => Promise<void>> =>
  (target, key, descriptor) => {
    Payload()(target, key, 0);
    UseFilters(ErrorsAsTheyAre)(target, key, descriptor);
    EventPattern(type)(target, key, descriptor);
  };
