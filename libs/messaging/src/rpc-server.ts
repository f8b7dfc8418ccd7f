import { Server, type CustomTransportStrategy, type MessageHandler } from '@nestjs/microservices';
import {
  AppError,
  mayDo,
  ORDER_EVENTS,
  RPC,
  STREAMS,
  validate,
  type DtoClass,
  type RpcSubject,
} from '#contracts';
import { newRequestContext, runInContext, type Logger } from '#observability';
import type { Msg, NatsConnection, PublishOptions, Subscription } from 'nats';
import { firstValueFrom, isObservable } from 'rxjs';
import type { AdapterCaller, AnyCaller } from './caller';
import { EventConsumer, type ConsumerOptions, type EventHandlers } from './event-consumer';
import type { SessionVerifier } from './session-token';
import { sendAtTurnsEnd } from './turn';
import { errorHeaders, readRequestHeaders, toWireError } from './wire';

/** Requests of one process being worked on at once; beyond it they are refused, so that a flood cannot fill the memory. */
const MAX_IN_FLIGHT = 5_000;

const isRpcSubject = (subject: string): subject is RpcSubject => subject in RPC;

export interface Serving {
  /** What makes a server that of one agency's adapter. */
  agency?: { agencyCode: string; laneOf: NonNullable<ConsumerOptions['laneOf']> };
  /** What a caller learns of a failure that is foreseen though no AppError. */
  foresee?: (error: unknown) => AppError | undefined;
}

/** Runs the `@Handles` and `@Consumes` methods of a service; instances of a service share the work as one queue group. */
export class NatsServer extends Server implements CustomTransportStrategy {
  private readonly subscriptions: Subscription[] = [];
  private readonly consumers: EventConsumer[] = [];
  private inFlight = 0;

  constructor(
    private readonly service: string,
    private readonly nats: NatsConnection,
    private readonly sessions: SessionVerifier | undefined,
    private readonly log: Logger,
    private readonly serving: Serving = {},
  ) {
    super();
  }

  listen(ready: (error?: unknown) => void): void {
    this.start().then(() => ready(), ready);
  }

  /** Stops taking work and waits for what is being worked on. */
  async close(): Promise<void> {
    await Promise.all(this.consumers.map((consumer) => consumer.stop()));
    await Promise.all(this.subscriptions.map((subscription) => subscription.drain()));
    while (this.inFlight > 0 && !this.nats.isClosed()) await new Promise((done) => setTimeout(done, 10));
  }

  override on(): never {
    throw new Error('The server has no events of its own.');
  }

  override unwrap<T>(): T {
    return this.nats as T;
  }

  private async start(): Promise<void> {
    const handlers = [...this.messageHandlers];
    for (const [subject, handler] of handlers.filter(([, { isEventHandler }]) => !isEventHandler)) {
      if (!isRpcSubject(subject)) throw new Error(`No contract for the subject ${subject}.`);
      this.subscriptions.push(this.subscribe(subject, handler));
    }
    const events = handlers.filter(([, { isEventHandler }]) => isEventHandler);
    const unread = events.find(([type]) => (ORDER_EVENTS as readonly string[]).includes(type));
    if (unread) throw new Error(`The consumers of this suite are not given ${unread[0]}.`);
    for (const [owner, stream] of Object.entries(STREAMS)) {
      const ofStream: EventHandlers = new Map(
        events
          .filter(([type]) => type.startsWith(`${owner}.`))
          .map(([type, handler]) => [type, (event) => this.call(handler, event)]),
      );
      if (ofStream.size === 0) continue;
      const options = {
        service: this.service,
        stream: stream.name,
        handlers: ofStream,
        subject: stream.read,
      };
      const consumer = new EventConsumer(this.nats, { ...options, ...this.ownEvents() }, this.log);
      consumer.start();
      this.consumers.push(consumer);
    }
    await this.nats.flush();
  }

  /** An adapter reads what is for its agency, and nothing else. */
  private ownEvents(): Pick<ConsumerOptions, 'subject' | 'laneOf'> {
    if (!this.serving.agency) return {};
    const { agencyCode, laneOf } = this.serving.agency;
    return { subject: `agency.${agencyCode}.handover`, laneOf };
  }

  private subscribe(subject: RpcSubject, handler: MessageHandler): Subscription {
    const { agency } = this.serving;
    const address = agency ? subject.replace('*', agency.agencyCode) : subject;
    return this.nats.subscribe(address, {
      queue: this.service,
      callback: (error, msg) => {
        if (error)
          this.log.error(
            { err: error, subject },
            'A subscription failed: check the NATS permissions of this service.',
          );
        else void this.answer(subject, handler, msg);
      },
    });
  }

  private async answer(subject: RpcSubject, handler: MessageHandler, msg: Msg): Promise<void> {
    const { token, requestId, traceparent } = readRequestHeaders(msg.headers);
    const context = newRequestContext({
      ...(requestId ? { requestId } : {}),
      ...(traceparent ? { traceparent } : {}),
    });
    this.inFlight += 1;
    try {
      if (this.inFlight > MAX_IN_FLIGHT)
        throw new AppError('UNAVAILABLE', 'Too much work at once. Try again shortly.');
      const reply = await runInContext(context, async () => {
        const caller = await this.callerOf(subject, msg.subject, token, context.requestId);
        const request = validate(RPC[subject].request as DtoClass, readJson(msg), 'refuse');
        return this.call(handler, request, caller);
      });
      this.respond(msg, reply ?? {});
    } catch (error) {
      const failure = runInContext(context, () => this.failureOf(subject, error));
      this.respond(msg, toWireError(failure), { headers: errorHeaders() });
    }
  }

  private failureOf(subject: RpcSubject, error: unknown): unknown {
    if (error instanceof AppError) return error;
    const foreseen = this.serving.foresee?.(error);
    if (foreseen) this.log.warn({ reason: String(error), subject }, foreseen.message);
    else this.log.error({ err: error, subject }, 'A request failed in a way nobody foresaw.');
    return foreseen ?? error;
  }

  private respond(msg: Msg, reply: unknown, options?: PublishOptions): void {
    const text = JSON.stringify(reply);
    sendAtTurnsEnd(() => {
      this.inFlight -= 1;
      if (this.nats.isClosed()) return;
      try {
        msg.respond(text, options);
      } catch (error) {
        this.log.error({ err: error, subject: msg.subject }, 'An answer could not be sent.');
        msg.respond(JSON.stringify(toWireError(error)), { headers: errorHeaders() });
      }
    });
  }

  private async callerOf(
    subject: RpcSubject,
    address: string,
    token: string | undefined,
    requestId: string,
  ): Promise<AnyCaller | AdapterCaller> {
    const { permission } = RPC[subject];
    if (permission === 'adapter') return { agencyCode: address.split('.')[1] ?? '', requestId };
    if (permission === 'public' && !token) return { requestId };
    if (!this.sessions) throw new AppError('FORBIDDEN', 'No session is of use here.');
    const identity = await this.sessions.verify(token);
    if (!mayDo(identity.role, permission)) {
      throw new AppError('FORBIDDEN', `This needs the permission "${permission}".`, { permission });
    }
    return { identity, requestId, ...(token ? { token } : {}) };
  }

  private async call(
    handler: MessageHandler,
    data: unknown,
    caller?: AnyCaller | AdapterCaller,
  ): Promise<unknown> {
    const result: unknown = await handler(data, caller);
    return isObservable(result) ? firstValueFrom(result, { defaultValue: undefined }) : result;
  }
}

function readJson(msg: Msg): unknown {
  try {
    return msg.json();
  } catch (cause) {
    throw new AppError('INVALID_ARGUMENT', 'The request is not JSON.', undefined, { cause });
  }
}
