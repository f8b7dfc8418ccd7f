import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import type { RpcRequest, RpcSubject } from '#contracts';
import type { Bus, RequestOptions } from '#messaging';
import type { Response } from 'express';
import { map, type Observable } from 'rxjs';

/** The JSON of an answer as the service gave it: neither checked nor written anew. */
export class PassedOn {
  constructor(readonly json: string) {}
}

/** For whole orders, and pages of them: to check each again would cost more than all the rest of the request. */
export async function passOn<S extends RpcSubject>(
  bus: Bus,
  subject: S,
  input: RpcRequest<S>,
  caller: RequestOptions,
): Promise<PassedOn> {
  return new PassedOn(await bus.forward(subject, input, caller));
}

/** Sends what is passed on as it is. */
@Injectable()
export class PassedOnInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    return next.handle().pipe(
      map((body: unknown) => {
        if (!(body instanceof PassedOn)) return body;
        context.switchToHttp().getResponse<Response>().type('json');
        return body.json;
      }),
    );
  }
}
