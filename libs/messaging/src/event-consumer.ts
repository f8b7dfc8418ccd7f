import { setTimeout as sleep } from 'node:timers/promises';
import { EVENTS, validate, type DtoClass, type EventEnvelope } from '#contracts';
import { newRequestContext, runInContext, type Logger } from '#observability';
import { AckPolicy, type ConsumerMessages, type JsMsg, type NatsConnection } from 'nats';

const RETRY_AFTER_MS = [1_000, 5_000, 30_000, 120_000];
const RESTART_AFTER_MS = 1_000;

export type EventHandlers = ReadonlyMap<string, (event: EventEnvelope) => Promise<unknown>>;

/** A service's durable consumer of one stream, named after the service; it outlives servers, streams and its own failures. */
export class EventConsumer {
  private stopped = false;
  private messages: ConsumerMessages | undefined;
  private running: Promise<void> = Promise.resolve();

  constructor(
    private readonly nats: NatsConnection,
    private readonly service: string,
    private readonly stream: string,
    private readonly handlers: EventHandlers,
    private readonly log: Logger,
  ) {}

  start(): void {
    this.running = this.run();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    this.messages?.stop();
    await Promise.race([this.running, sleep(1_000)]);
  }

  private async run(): Promise<void> {
    while (!this.stopped && !this.nats.isClosed()) {
      try {
        this.messages = await this.consume();
        for await (const msg of this.messages) await this.settle(msg);
      } catch (error) {
        if (!this.stopped)
          this.log.debug(
            { err: error, stream: this.stream },
            'The event stream is not there yet; trying again.',
          );
      }
      if (!this.stopped) await sleep(RESTART_AFTER_MS);
    }
  }

  private async consume(): Promise<ConsumerMessages> {
    const manager = await this.nats.jetstreamManager({ checkAPI: false });
    await manager.consumers.add(this.stream, {
      durable_name: this.service,
      ack_policy: AckPolicy.Explicit,
      max_ack_pending: 100,
      ack_wait: 30_000_000_000,
    });
    const consumer = await this.nats.jetstream().consumers.get(this.stream, this.service);
    return consumer.consume({ max_messages: 50, expires: 10_000, abort_on_missing_resource: true });
  }

  private async settle(msg: JsMsg): Promise<void> {
    const handle = this.handlers.get(msg.subject);
    if (!handle) return msg.ack();
    try {
      const envelope = msg.json<EventEnvelope>();
      const data = validate(EVENTS[envelope.type] as DtoClass, envelope.data, 'drop');
      const context = newRequestContext({ requestId: envelope.requestId });
      await runInContext(context, () => handle({ ...envelope, data } as EventEnvelope));
      msg.ack();
    } catch (error) {
      const attempt = msg.info.deliveryCount;
      this.log.error(
        { err: error, type: msg.subject, attempt },
        'An event could not be handled; it will come again.',
      );
      msg.nak(RETRY_AFTER_MS[Math.min(attempt, RETRY_AFTER_MS.length) - 1] ?? 0);
    }
  }
}
