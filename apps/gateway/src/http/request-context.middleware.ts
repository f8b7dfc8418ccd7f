import { newRequestContext, runInContext } from '#observability';
import type { NextFunction, Request, Response } from 'express';

const ACCEPTABLE_ID = /^[\w.-]{1,64}$/;

/** Every request runs under an id (the caller's `X-Request-Id` or a new one) and in a W3C trace. */
export function requestContext(request: Request, response: Response, next: NextFunction): void {
  const requestId = request.header('x-request-id');
  const traceparent = request.header('traceparent');
  const context = newRequestContext({
    ...(requestId && ACCEPTABLE_ID.test(requestId) ? { requestId } : {}),
    ...(traceparent ? { traceparent } : {}),
  });
  response.setHeader('X-Request-Id', context.requestId);
  response.setHeader('Traceparent', context.traceparent);
  runInContext(context, next);
}
