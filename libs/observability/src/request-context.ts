import { AsyncLocalStorage } from 'node:async_hooks';
import { randomBytes } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';

/** What follows one request through every process: logs carry it, NATS headers pass it on. */
export interface RequestContext {
  requestId: string;
  /** W3C Trace Context. */
  traceparent: string;
}

const storage = new AsyncLocalStorage<RequestContext>();

const TRACEPARENT = /^00-([0-9a-f]{32})-[0-9a-f]{16}-([0-9a-f]{2})$/;

/** The next span of an incoming trace, or a new trace when there is none or it is malformed. */
export function nextTraceparent(incoming?: string): string {
  const match = TRACEPARENT.exec(incoming ?? '');
  const traceId = match?.[1] ?? randomBytes(16).toString('hex');
  return `00-${traceId}-${randomBytes(8).toString('hex')}-${match?.[2] ?? '01'}`;
}

export const newRequestContext = (incoming: Partial<RequestContext> = {}): RequestContext => ({
  requestId: incoming.requestId ?? uuidv7(),
  traceparent: nextTraceparent(incoming.traceparent),
});

export const runInContext = <T>(context: RequestContext, work: () => T): T => storage.run(context, work);

export const currentContext = (): RequestContext | undefined => storage.getStore();
