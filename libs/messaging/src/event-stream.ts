import { eventSubject, STREAMS, type EventEnvelope } from '#contracts';
import {
  ErrorCode,
  Events,
  NatsError,
  RetentionPolicy,
  StorageType,
  type JetStreamClient,
  type NatsConnection,
  type StreamAPI,
  type StreamInfo,
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

  /**
   * @param owner what the types of its events begin with.
   * @param replicas on how many servers it is kept; as it is by default, and on one at first
   */
  constructor(
    private readonly nats: NatsConnection,
    readonly owner: keyof typeof STREAMS,
    private readonly replicas?: number,
  ) {
    this.stream = STREAMS[owner];
    this.jetstream = nats.jetstream({ timeout: PUBLISH_TIMEOUT_MS });
    void this.watch();
  }

  /** Creates the stream when it is not there; returns its last sequence. */
  async ensure(): Promise<number> {
    const { streams } = await this.nats.jetstreamManager({ checkAPI: false });
    const { name, subjects } = this.stream;
    const { state } =
      (await infoOf(streams, name)) ??
      (await streams.add({
        name,
        subjects: [...subjects],
        retention: RetentionPolicy.Limits,
        storage: StorageType.File,
        max_age: KEEP_NANOS,
        max_bytes: MAX_BYTES,
        duplicate_window: DUPLICATE_WINDOW_NANOS,
        num_replicas: this.replicas ?? 1,
      }));
    return state.last_seq;
  }

  /** Gives a stream from before its replicas. @throws NatsError when there are too few servers. */
  async replicate(): Promise<void> {
    const { streams } = await this.nats.jetstreamManager({ checkAPI: false });
    const { replicas } = this;
    const found = await infoOf(streams, this.stream.name);
    if (replicas !== undefined && found && found.config.num_replicas !== replicas)
      await streams.update(this.stream.name, { num_replicas: replicas });
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

/** None when there is no such stream. */
async function infoOf(streams: StreamAPI, name: string): Promise<StreamInfo | undefined> {
  try {
    return await streams.info(name);
  } catch (error) {
    const isMissing =
      error instanceof NatsError &&
      (error.code === ErrorCode.JetStream404NoMessages || error.api_error?.code === 404);
    if (isMissing) return undefined;
    throw error;
  }
}
