import { AsyncLocalStorage } from 'node:async_hooks';
import { v7 as uuidv7 } from 'uuid';

/** What follows one request through every process: logs carry it, NATS headers pass it on. */
export interface RequestContext {
  requestId: string;
  /** W3C Trace Context. */
  traceparent: string;
}

const storage = new AsyncLocalStorage<RequestContext>();

const TRACEPARENT = /^00-([0-9a-f]{32})-[0-9a-f]{16}-([0-9a-f]{2})$/;

/** For ids that must differ, but need not be secret. */
function randomHex(bytes: number): string {
  let hex = '';
  while (hex.length < bytes * 2) {
    hex += Math.trunc(Math.random() * 2 ** 32)
      .toString(16)
      .padStart(8, '0');
  }
  return hex;
}

/** The next span of an incoming trace, or a new trace when there is none or it is malformed. */
export function nextTraceparent(incoming?: string): string {
  const match = TRACEPARENT.exec(incoming ?? '');
  const traceId = match?.[1] ?? randomHex(16);
  return `00-${traceId}-${randomHex(8)}-${match?.[2] ?? '01'}`;
}

export const newRequestContext = (incoming: Partial<RequestContext> = {}): RequestContext => ({
  requestId: incoming.requestId ?? uuidv7(),
  traceparent: nextTraceparent(incoming.traceparent),
});

export const runInContext = <T>(context: RequestContext, work: () => T): T => storage.run(context, work);

export const currentContext = (): RequestContext | undefined => storage.getStore();
