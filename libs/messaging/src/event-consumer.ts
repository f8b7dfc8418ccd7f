import { setTimeout as sleep } from 'node:timers/promises';
import { EVENTS, validate, type DtoClass, type EventEnvelope } from '#contracts';
import { newRequestContext, runInContext, type Logger } from '#observability';
import {
  AckPolicy,
  DeliverPolicy,
  NatsError,
  type ConsumerAPI,
  type ConsumerMessages,
  type JsMsg,
  type NatsConnection,
} from 'nats';

const RETRY_AFTER_MS = [1_000, 5_000, 30_000, 120_000];
const RESTART_AFTER_MS = 1_000;
const NOT_YET_MS = 2_000;
const ACK_WAIT_MS = 30_000;

/** What a handler throws when it is not yet time for an event: it comes again soon. */
export class NotYet extends Error {}

export type EventHandlers = ReadonlyMap<string, (event: EventEnvelope) => Promise<unknown>>;

export interface ConsumerOptions {
  /** Its durable name, which is the service's. */
  service: string;
  stream: string;
  handlers: EventHandlers;
  /** The one subject that it reads; all of the stream by default. */
  subject?: string | undefined;
  /** Events of one lane are handled one after the other, those of different lanes at once; all in one lane by default. */
  laneOf?: (event: EventEnvelope) => string;
  /** After how long the server gives an event to another, unless it hears that it is still in hand. */
  ackWaitMs?: number;
}

/** A service's durable consumer of one stream, named after the service; it outlives servers, streams and its own failures. */
export class EventConsumer {
  private stopped = false;
  private messages: ConsumerMessages | undefined;
  private running: Promise<void> = Promise.resolve();
  private readonly lanes = new Map<string, Promise<void>>();

  constructor(
    private readonly nats: NatsConnection,
    private readonly options: ConsumerOptions,
    private readonly log: Logger,
  ) {}

  start(): void {
    this.running = this.run();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    this.messages?.stop();
    await Promise.race([Promise.all([this.running, ...this.lanes.values()]), sleep(1_000)]);
  }

  private async run(): Promise<void> {
    while (!this.stopped && !this.nats.isClosed()) {
      try {
        this.messages = await this.consume();
        for await (const msg of this.messages) await this.take(msg);
      } catch (error) {
        if (!this.stopped)
          this.log.debug(
            { err: error, stream: this.options.stream },
            'The event stream is not there yet; trying again.',
          );
      }
      if (!this.stopped) await sleep(RESTART_AFTER_MS);
    }
  }

  private async consume(): Promise<ConsumerMessages> {
    const { service, stream, subject, ackWaitMs = ACK_WAIT_MS } = this.options;
    const { consumers } = await this.nats.jetstreamManager({ checkAPI: false });
    const from = await this.replaceOther(consumers);
    await consumers.add(stream, {
      durable_name: service,
      ack_policy: AckPolicy.Explicit,
      max_ack_pending: 100,
      ack_wait: ackWaitMs * 1_000_000,
      ...(subject ? { filter_subject: subject } : {}),
      ...(from ? { deliver_policy: DeliverPolicy.StartSequence, opt_start_seq: from } : {}),
    });
    const consumer = await this.nats.jetstream().consumers.get(stream, service);
    return consumer.consume({ max_messages: 50, expires: 10_000, abort_on_missing_resource: true });
  }

  /**
   * Which events a consumer gets nats-server 2.9 does not change: one that gets others is made anew, and goes on behind the
   * last event up to which everything was acknowledged. Of what comes again, or from the beginning if this is interrupted,
   * the inbox drops what has been handled.
   * @returns the sequence from which the new consumer reads; none where there is nothing to replace
   */
  private async replaceOther(consumers: ConsumerAPI): Promise<number | undefined> {
    const { service, stream, subject } = this.options;
    const found = await consumers.info(stream, service).catch((error: unknown) => {
      if (error instanceof NatsError && error.api_error?.code === 404) return undefined;
      throw error;
    });
    if (!found) return undefined;
    const { config, ack_floor: floor } = found;
    // What it began with belongs to what it is: without it the server would see another consumer.
    if (config.filter_subject === subject) return config.opt_start_seq;
    await consumers.delete(stream, service);
    return floor.stream_seq + 1;
  }

  /** Until it is settled the server hears that it is in hand, also while it waits in its lane. */
  private take(msg: JsMsg): Promise<void> | undefined {
    const { laneOf, ackWaitMs = ACK_WAIT_MS } = this.options;
    const settled = laneOf ? this.queue(msg, laneOf) : this.settle(msg);
    const alive = setInterval(() => {
      if (!this.nats.isClosed()) msg.working();
    }, ackWaitMs / 3);
    const done = settled.finally(() => clearInterval(alive));
    return laneOf ? undefined : done;
  }

  /** The server gives out no more than it is owed acknowledgements for, so the lanes stay short. */
  private queue(msg: JsMsg, laneOf: NonNullable<ConsumerOptions['laneOf']>): Promise<void> {
    const lane = laneOf(msg.json<EventEnvelope>());
    const settled = (this.lanes.get(lane) ?? Promise.resolve())
      .then(() => this.settle(msg))
      .catch((error: unknown) =>
        this.log.warn({ err: error }, 'An event could not be settled; it comes again.'),
      );
    this.lanes.set(lane, settled);
    void settled.finally(() => {
      if (this.lanes.get(lane) === settled) this.lanes.delete(lane);
    });
    return settled;
  }

  private async settle(msg: JsMsg): Promise<void> {
    try {
      const envelope = msg.json<EventEnvelope>();
      const handle = this.options.handlers.get(envelope.type);
      if (handle) {
        const data = validate(EVENTS[envelope.type] as DtoClass, envelope.data, 'drop');
        const context = newRequestContext({ requestId: envelope.requestId });
        await runInContext(context, () => handle({ ...envelope, data } as EventEnvelope));
      }
      msg.ack();
    } catch (error) {
      if (error instanceof NotYet) return msg.nak(NOT_YET_MS);
      const attempt = msg.info.deliveryCount;
      this.log.error(
        { err: error, type: msg.subject, attempt },
        'An event could not be handled; it will come again.',
      );
      msg.nak(RETRY_AFTER_MS[Math.min(attempt, RETRY_AFTER_MS.length) - 1] ?? 0);
    }
  }
}
