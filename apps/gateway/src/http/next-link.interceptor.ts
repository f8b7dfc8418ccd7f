import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import type { Request, Response } from 'express';
import { tap, type Observable } from 'rxjs';
import { PassedOn } from './passed-on';

/** Points to the next page of a list, in the `Link` header (RFC 8288), beside `nextCursor` in the body. */
@Injectable()
export class NextLinkInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    return next.handle().pipe(
      tap((body: unknown) => {
        const cursor = nextCursor(body);
        if (!cursor) return;
        const url = new URL(context.switchToHttp().getRequest<Request>().originalUrl, 'http://gateway');
        url.searchParams.set('cursor', cursor);
        const link = `<${url.pathname}${url.search}>; rel="next"`;
        context.switchToHttp().getResponse<Response>().setHeader('Link', link);
      }),
    );
  }
}

function nextCursor(body: unknown): string | undefined {
  if (body instanceof PassedOn) return /"nextCursor":"([\w-]+)"\}$/.exec(body.json)?.[1];
  if (typeof body !== 'object' || body === null || !('nextCursor' in body)) return undefined;
  return typeof body.nextCursor === 'string' ? body.nextCursor : undefined;
}
