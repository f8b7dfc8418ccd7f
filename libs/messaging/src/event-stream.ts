import { eventSubject, STREAMS, type EventEnvelope } from '#contracts';
import {
  ErrorCode,
  Events,
  NatsError,
  RetentionPolicy,
  StorageType,
  type JetStreamClient,
  type NatsConnection,
} from 'nats';

const KEEP_NANOS = 7 * 24 * 3600 * 1e9;
const MAX_BYTES = 1024 * 1024 * 1024;
const DUPLICATE_WINDOW_NANOS = 120 * 1e9;
const PUBLISH_TIMEOUT_MS = 5_000;

/** The JetStream stream of one service's durable events. */
export class EventStream {
  /** Grows with every new connection to a server. */
  connections = 1;
  private readonly jetstream: JetStreamClient;
  private readonly stream: (typeof STREAMS)[keyof typeof STREAMS];

  /** @param owner what the types of its events begin with. */
  constructor(
    private readonly nats: NatsConnection,
    readonly owner: keyof typeof STREAMS,
  ) {
    this.stream = STREAMS[owner];
    this.jetstream = nats.jetstream({ timeout: PUBLISH_TIMEOUT_MS });
    void this.watch();
  }

  /** Creates the stream when it is not there; returns its last sequence. */
  async ensure(): Promise<number> {
    const manager = await this.nats.jetstreamManager({ checkAPI: false });
    const { name, subjects } = this.stream;
    try {
      return (await manager.streams.info(name)).state.last_seq;
    } catch (error) {
      if (
        !(error instanceof NatsError) ||
        (error.code !== ErrorCode.JetStream404NoMessages && error.api_error?.code !== 404)
      )
        throw error;
    }
    const created = await manager.streams.add({
      name,
      subjects: [...subjects],
      retention: RetentionPolicy.Limits,
      storage: StorageType.File,
      max_age: KEEP_NANOS,
      max_bytes: MAX_BYTES,
      duplicate_window: DUPLICATE_WINDOW_NANOS,
    });
    return created.state.last_seq;
  }

  /** Returns the sequence under which the stream has stored the event; the same event again gives the first one. */
  async publish(event: EventEnvelope): Promise<number> {
    const ack = await this.jetstream.publish(eventSubject(event), JSON.stringify(event), { msgID: event.id });
    return ack.seq;
  }

  private async watch(): Promise<void> {
    for await (const status of this.nats.status()) {
      if (status.type === Events.Reconnect) this.connections += 1;
    }
  }
}
