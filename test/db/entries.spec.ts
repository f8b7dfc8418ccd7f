import { Pool } from '#database';
import { v7 as uuidv7 } from 'uuid';
import { EntriesRepository, type NewEntry } from '../../apps/enterprise-desk/src/messages/entries.repository';
import { createTestDatabase, type TestDatabase } from '../support/database';

const DESKS = 2;

describe('the sequence of a conversation', () => {
  let database: TestDatabase;
  let pools: Pool[];
  let desks: EntriesRepository[];

  beforeAll(async () => {
    database = await createTestDatabase('desk');
    pools = Array.from({ length: DESKS }, () => new Pool({ connectionString: database.url, max: 8 }));
    desks = pools.map((pool) => new EntriesRepository(pool));
  });
  afterAll(async () => {
    await Promise.all(pools.map((pool) => pool.end()));
    await database.drop();
  });

  const query = async <Row extends object>(text: string, values: unknown[]): Promise<Row[]> => {
    const [pool] = pools;
    return pool ? (await pool.query<Row>(text, values)).rows : [];
  };
  const openConversation = async (status = 'active'): Promise<string> => {
    const id = uuidv7();
    await query(
      `INSERT INTO conversations (id, idempotency_key, status, matter_code, seat_group, language, enterprise_id,
         enterprise_name, representative_id, opened_at)
       VALUES ($1, 'key', $2, 'SCJG-01', 'scjg', 'zh', $1, 'name', $1, now())`,
      [id, status],
    );
    return id;
  };
  const message = (
    conversationId: string,
    clientMessageId: string,
    over: Partial<NewEntry> = {},
  ): NewEntry => ({
    conversationId,
    clientMessageId,
    kind: 'text',
    senderKind: 'business',
    senderId: conversationId,
    text: clientMessageId,
    ...over,
  });

  it('has no gap and no place twice, however many desks write at once', async () => {
    const conversations = await Promise.all([openConversation(), openConversation(), openConversation()]);
    const batches = Array.from({ length: 60 }, (_, batch) => {
      const entries = Array.from({ length: 1 + (batch % 7) }, (_unused, n) => {
        const id = conversations[(batch + n) % conversations.length] ?? '';
        return message(id, `${batch}-${n}`);
      });
      return { desk: desks[batch % DESKS], entries };
    });
    const placed = await Promise.all(
      batches.map(async ({ desk, entries }) => {
        const places = (await desk?.appendAtOnce(entries)) ?? [];
        return places.map(({ i, sequence }) => ({ ...entries[i], sequence }));
      }),
    );
    for (const id of conversations) {
      const stored = await query<{ sequence: number; client_message_id: string }>(
        'SELECT sequence, client_message_id FROM entries WHERE conversation_id = $1 ORDER BY sequence',
        [id],
      );
      expect(stored.map(({ sequence }) => sequence)).toEqual(stored.map((_, i) => i + 1));
      const told = placed.flat().filter(({ conversationId }) => conversationId === id);
      const byPlace = new Map(told.map(({ sequence, clientMessageId }) => [sequence, clientMessageId]));
      expect(stored.map(({ sequence }) => byPlace.get(sequence))).toEqual(
        stored.map((row) => row.client_message_id),
      );
      expect(await query('SELECT last_sequence FROM conversations WHERE id = $1', [id])).toEqual([
        { last_sequence: stored.length },
      ]);
    }
  });

  it('keeps a repeated message out and leaves no gap behind', async () => {
    const id = await openConversation();
    const [first, second] = desks;
    await first?.appendAtOnce([message(id, 'a')]);
    await expect(second?.appendAtOnce([message(id, 'b'), message(id, 'a')])).rejects.toThrow(
      'entries_client_message',
    );
    const places = await second?.appendAtOnce([message(id, 'b')]);
    expect(places).toMatchObject([{ i: 0, sequence: 2 }]);
    expect(
      await second?.sendContexts([{ conversationId: id, partyId: id, clientMessageId: 'a' }]),
    ).toMatchObject([{ sequence: 1, status: 'active' }]);
  });

  it('takes nothing more when the conversation has ended, but what may come after the end', async () => {
    const id = await openConversation('resolved');
    const places = await desks[0]?.appendAtOnce([
      message(id, 'late'),
      message(id, 'note', { kind: 'note', afterEnd: true }),
    ]);
    expect(places).toMatchObject([{ i: 1, sequence: 1 }]);
  });

  it('records the first reply once, whoever replies first', async () => {
    const id = await openConversation();
    const replies = await Promise.all(
      desks.map((desk, n) =>
        desk.appendAtOnce([message(id, `r${n}`, { senderKind: 'staff', isReply: true })]),
      ),
    );
    expect(replies.flat().filter(({ first_reply }) => first_reply)).toHaveLength(1);
    expect(
      await query(
        'SELECT revision, first_replied_at IS NOT NULL AS replied FROM conversations WHERE id = $1',
        [id],
      ),
    ).toEqual([{ revision: 2, replied: true }]);
  });
});
