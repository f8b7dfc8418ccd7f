import type { EventEnvelope } from '#contracts';
import type { EventStream } from '#messaging';

/** The streams of one service on one connection; an event goes into the one whose owner its type begins with. */
export class EventStreams {
  constructor(readonly all: readonly EventStream[]) {}

  /** Grows with every new connection to a server. */
  get connections(): number {
    return Math.max(...this.all.map(({ connections }) => connections));
  }

  publish(event: EventEnvelope): Promise<number> {
    const stream = this.all.find(({ owner }) => event.type.startsWith(`${owner}.`));
    if (!stream) throw new Error(`No stream of this service keeps ${event.type}.`);
    return stream.publish(event);
  }
}
