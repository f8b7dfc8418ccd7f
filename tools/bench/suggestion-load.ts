import { setTimeout as sleep } from 'node:timers/promises';
import { TEXT } from './message-load';
import { atPace } from './pace';
import type { Room } from './rooms';

const SETTLE_MS = 5_000;

/** Has businesses write in turn, and sees when the seat has been told which Answers fit: ms from the sending. */
export async function measureSuggestions(
  rooms: readonly Room[],
  seconds: number,
  rate: number,
): Promise<number[]> {
  const latencies: number[] = [];
  const sentAt = new Map<string, number>();
  for (const { seat } of rooms) {
    seat.onSuggestions = (conversationId) => {
      const at = sentAt.get(conversationId);
      if (at === undefined) return;
      sentAt.delete(conversationId);
      latencies.push(performance.now() - at);
    };
  }
  await atPace(seconds, rate, (n) => {
    const room = rooms[n % rooms.length];
    if (!room) return;
    const { conversationId, business } = room;
    const clientMessageId = `q${n}`;
    sentAt.set(conversationId, performance.now());
    business.put({
      type: 'send',
      id: clientMessageId,
      data: { conversationId, clientMessageId, kind: 'text', text: TEXT },
    });
  });
  for (const end = Date.now() + SETTLE_MS; sentAt.size > 0 && Date.now() < end;) await sleep(50);
  if (sentAt.size > 0) throw new Error(`${sentAt.size} conversations were told no Answers.`);
  return latencies;
}
