import { AppError, isErrorCode, type WireError } from '#contracts';
import { currentContext, nextTraceparent } from '#observability';
import { headers, type MsgHdrs } from 'nats';

const TOKEN = 'Qifu-Token';
const REQUEST_ID = 'Qifu-Request-Id';
const TRACEPARENT = 'traceparent';
const ERROR = 'Qifu-Error';

/** The headers of a request: the caller's session token and the request it belongs to. */
export function requestHeaders(token: string | undefined): MsgHdrs {
  const h = headers();
  const context = currentContext();
  if (token) h.set(TOKEN, token);
  if (context) {
    h.set(REQUEST_ID, context.requestId);
    h.set(TRACEPARENT, nextTraceparent(context.traceparent));
  }
  return h;
}

export function readRequestHeaders(h: MsgHdrs | undefined) {
  return {
    token: h?.get(TOKEN) || undefined,
    requestId: h?.get(REQUEST_ID) || undefined,
    traceparent: h?.get(TRACEPARENT) || undefined,
  };
}

export function errorHeaders(): MsgHdrs {
  const h = headers();
  h.set(ERROR, '1');
  return h;
}

export const isErrorReply = (h: MsgHdrs | undefined): boolean => h?.has(ERROR) ?? false;

/** What the other side may know: an expected failure whole, anything else as INTERNAL. */
export function toWireError(error: unknown): WireError {
  if (error instanceof AppError) {
    return { code: error.code, message: error.message, ...(error.details ? { details: error.details } : {}) };
  }
  return { code: 'INTERNAL', message: 'Something went wrong on our side.' };
}

export function fromWireError(wire: Partial<WireError>): AppError {
  return new AppError(
    isErrorCode(wire.code) ? wire.code : 'INTERNAL',
    wire.message ?? 'The service gave no reason.',
    wire.details,
  );
}
