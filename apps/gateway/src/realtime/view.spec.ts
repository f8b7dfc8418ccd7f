import { setImmediate as turn } from 'node:timers/promises';
import type { ConversationView, Entry, EntryList, Role, ServerFrame } from '#contracts';
import { Registry } from '#observability';
import { GatewayMetrics } from '../gateway-metrics';
import { Connection } from './connection';
import { NewsFrames } from './news-frames';
import { View } from './view';

const ID = 'c-1';

const entry = (sequence: number, kind: Entry['kind'] = 'text'): Entry => ({
  sequence,
  kind,
  at: '2026-01-05T09:00:00.000Z',
  text: `no. ${sequence}`,
});
const entries = (from: number, to: number): Entry[] =>
  Array.from({ length: to - from + 1 }, (_, index) => entry(from + index));

const state = (revision: number, lastSequence: number): ConversationView => ({
  id: ID,
  revision,
  status: 'waiting',
  matterCode: 'GJJ-01',
  seatGroup: 'gjj',
  language: 'zh',
  enterpriseId: 'e-1',
  enterpriseName: 'E',
  representativeId: 'p-1',
  seatId: null,
  participants: [
    { partyId: 'p-1', kind: 'business', name: 'B', invited: false },
    { partyId: 'p-2', kind: 'observer', name: 'L', invited: false },
  ],
  lastSequence,
  openedAt: '2026-01-05T09:00:00.000Z',
  firstReplyDueAt: null,
  firstRepliedAt: null,
  endedAt: null,
  queue: null,
  bot: null,
  rating: null,
  marks: [],
});

interface Given {
  position?: number;
  head?: number;
  role?: Role;
}

/** A view of a client at `position`, of a desk that has entries up to `head` and answers when told to. */
function setUp({ position = 0, head = 0, role = 'seat' }: Given = {}) {
  const sent: ServerFrame[] = [];
  const transport = {
    bufferedAmount: 0,
    write: (frame: string) => void sent.push(JSON.parse(frame) as ServerFrame),
    close: () => undefined,
  };
  const connection = new Connection(transport, 1024, new GatewayMetrics(new Registry()));
  const identity = { partyId: 'p-1', sessionId: 's-1', role, name: 'N', expiresAt: 0 };
  connection.begin({ identity, token: 't' });
  const reads: (() => void)[] = [];
  const source = {
    readEntries: ({ position: after }: View) =>
      new Promise<EntryList>((resolve) =>
        reads.push(() =>
          resolve({
            conversationId: ID,
            entries: entries(after + 1, Math.min(head, after + 2)),
            lastSequence: head,
          }),
        ),
      ),
  };
  const view = new View(ID, connection, source, position);
  const tell = (news: object): void =>
    view.receive(new NewsFrames({ conversationId: ID, ...news }, new Set(['p-1'])));
  const answerRead = async (): Promise<void> => {
    reads.shift()?.();
    await turn();
  };
  const sequences = (): number[] =>
    sent.flatMap((frame) =>
      frame.type === 'entries' || frame.type === 'synced' ? frame.data.entries.map((e) => e.sequence) : [],
    );
  return { view, sent, reads, tell, answerRead, sequences, types: () => sent.map(({ type }) => type) };
}

describe('View', () => {
  it('passes the next entries on and skips those seen already', () => {
    const { view, tell, sequences } = setUp();
    view.begin({ conversation: state(1, 1), entries: entries(1, 1) });
    tell({ entries: entries(2, 3) });
    tell({ entries: entries(2, 3) });
    tell({ entries: entries(3, 4) });
    expect(sequences()).toEqual([1, 2, 3, 4]);
  });

  it('reads what is missing before an entry out of turn, page after page, one read at a time', async () => {
    const { view, tell, reads, answerRead, sequences } = setUp({ head: 6 });
    view.begin({ conversation: state(1, 1), entries: entries(1, 1) });
    tell({ entries: entries(5, 5) });
    tell({ entries: entries(6, 6) });
    expect(reads).toHaveLength(1);
    expect(sequences()).toEqual([1]);
    await answerRead();
    await answerRead();
    await answerRead();
    expect(sequences()).toEqual([1, 2, 3, 4, 5, 6]);
    expect(reads).toHaveLength(0);
  });

  it('holds news until the first state is delivered', () => {
    const { view, tell, sequences, types } = setUp({ position: 3 });
    tell({ entries: entries(5, 5), conversation: state(3, 5) });
    tell({ entries: entries(6, 6) });
    expect(types()).toEqual([]);
    view.begin({ conversation: state(2, 5), entries: entries(4, 5) });
    expect(types()).toEqual(['synced', 'conversation', 'entries']);
    expect(sequences()).toEqual([4, 5, 6]);
  });

  it('reads on when the first page was not all', async () => {
    const { view, answerRead, sequences } = setUp({ head: 4 });
    view.begin({ conversation: state(1, 4), entries: entries(1, 2) });
    await answerRead();
    expect(sequences()).toEqual([1, 2, 3, 4]);
  });

  it('delivers a state only when it is newer', () => {
    const { view, tell, types } = setUp();
    view.begin({ conversation: state(2, 0), entries: [] });
    tell({ conversation: state(2, 0) });
    view.refresh(state(1, 0));
    expect(types()).toEqual(['synced']);
    view.refresh(state(3, 0));
    expect(types()).toEqual(['synced', 'conversation']);
  });

  it('believes the desk rather than a client that claims to have more than there is', () => {
    const { view, tell, sequences } = setUp({ position: 99 });
    view.begin({ conversation: state(1, 2), entries: [] });
    tell({ entries: entries(3, 3) });
    expect(sequences()).toEqual([3]);
  });

  it('hides notes, observers and their marks from a business', () => {
    const { view, tell, sent } = setUp({ role: 'business' });
    view.begin({ conversation: state(1, 0), entries: [] });
    tell({ entries: [entry(1, 'note')] });
    tell({ mark: { partyId: 'p-2', delivered: 1, read: 1 } });
    tell({ mark: { partyId: 'p-1', delivered: 1, read: 1 } });
    expect(sent).toMatchObject([
      { type: 'synced', data: { conversation: { participants: [{ kind: 'business' }] } } },
      { type: 'entries', data: { entries: [{ sequence: 1, kind: 'hidden' }] } },
      { type: 'mark', data: { mark: { partyId: 'p-1' } } },
    ]);
    expect(JSON.stringify(sent)).not.toContain('no. 1');
  });

  it('knows a business that waits', () => {
    const { view } = setUp({ role: 'business' });
    view.begin({ conversation: state(1, 0), entries: [] });
    expect(view).toMatchObject({ isWaiting: true });
  });
});
