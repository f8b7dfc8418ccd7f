import { setTimeout as sleep } from 'node:timers/promises';
import type { Entry } from '#contracts';
import { atPace } from './pace';
import type { Room } from './rooms';

/** About what a person writes at once. */
export const TEXT = '请问我们公司想变更经营范围，网上提交以后一般需要几个工作日，营业执照要交回换新的吗？';

interface Lane {
  room: Room;
  /** Times of sending, by client message id, of what the other side has not received yet. */
  onTheWay: Map<string, number>;
}

/** Sends through `rooms` in turn from both sides and sees what arrives at the other. */
export class MessageLoad {
  readonly latencies: number[] = [];
  received = 0;
  private sent = 0;
  private readonly lanes: Lane[];
  private readonly byConversation: Map<string, Lane>;
  private onReceived: (lane: Lane) => void = () => undefined;

  constructor(rooms: readonly Room[]) {
    this.lanes = rooms.map((room) => ({ room, onTheWay: new Map() }));
    this.byConversation = new Map(this.lanes.map((lane) => [lane.room.conversationId, lane]));
    for (const wire of new Set(rooms.flatMap(({ business, seat }) => [business, seat]))) {
      wire.onEntries = (conversationId, entries) =>
        this.take(wire === this.byConversation.get(conversationId)?.room.seat, conversationId, entries);
    }
  }

  /** As fast as it goes for `seconds`, `window` messages of each conversation on the way at once; returns messages/s received. */
  async flood(seconds: number, window: number): Promise<number> {
    const end = performance.now() + seconds * 1000;
    this.onReceived = (lane) => {
      if (performance.now() < end) this.send(lane);
    };
    const before = this.received;
    const started = performance.now();
    for (const lane of this.lanes) for (let i = 0; i < window; i += 1) this.send(lane);
    await sleep(seconds * 1000);
    const rate = (this.received - before) / ((performance.now() - started) / 1000);
    await this.settle();
    return rate;
  }

  /** `rate` messages a second for `seconds`, whatever comes back. */
  async steady(seconds: number, rate: number): Promise<void> {
    this.onReceived = () => undefined;
    this.latencies.length = 0;
    await atPace(seconds, rate, (n) => this.send(this.lanes[n % this.lanes.length] as Lane));
    await this.settle();
  }

  /** @throws Error when something that was sent has not arrived after 30 s. */
  private async settle(): Promise<void> {
    const missing = (): number => this.lanes.reduce((sum, { onTheWay }) => sum + onTheWay.size, 0);
    for (let i = 0; i < 300 && missing() > 0; i += 1) await sleep(100);
    if (missing() > 0) throw new Error(`${missing()} messages have not arrived.`);
  }

  private send(lane: Lane): void {
    this.sent += 1;
    const fromBusiness = this.sent % 2 === 0;
    const clientMessageId = `${fromBusiness ? 'b' : 's'}${this.sent}`;
    const { conversationId, business, seat } = lane.room;
    lane.onTheWay.set(clientMessageId, performance.now());
    const data = { conversationId, clientMessageId, kind: 'text', text: TEXT };
    (fromBusiness ? business : seat).put({ type: 'send', id: clientMessageId, data });
  }

  private take(atSeat: boolean, conversationId: string, entries: Entry[]): void {
    const lane = this.byConversation.get(conversationId);
    if (!lane) return;
    for (const { clientMessageId = '' } of entries) {
      const sentAt = lane.onTheWay.get(clientMessageId);
      if (sentAt === undefined || clientMessageId.startsWith('b') !== atSeat) continue;
      lane.onTheWay.delete(clientMessageId);
      this.latencies.push(performance.now() - sentAt);
      this.received += 1;
      this.onReceived(lane);
    }
  }
}
