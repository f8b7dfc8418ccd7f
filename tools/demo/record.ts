import { setTimeout as sleep } from 'node:timers/promises';
import type { ConversationView, Entry, EntryList } from '#contracts';
import type { Api } from '../client/api';
import type { Case } from './script';
import type { Stage } from './stage';
import { transcriptOf } from './transcript';

const PAGE = 500;
const BOT_MAY_SPEAK_MS = 3_000;
/** Within this time an order is made of what was left for later. */
const ORDER_MS = 15_000;
const LOOK_EVERY_MS = 500;

const secondsBetween = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / 1000;

/** Reads a played conversation back from the server, for the audit, the transcript and the summary. */
export async function readBack({ audit, problems }: Stage, overseer: Api, played: Case): Promise<void> {
  const id = played.conversationId;
  if (!id) return;
  const { view, entries } = await readSettled(overseer, id);
  audit.reaches('the record', id, view.lastSequence);
  for (const entry of entries) audit.delivered('the record', id, entry);
  played.final = view;
  played.transcript = transcriptOf(played, view, entries);
  const accepted = entries.find(({ system }) => system?.code === 'accepted');
  if (accepted) played.waitSeconds = secondsBetween(view.openedAt, accepted.at);
  if (view.firstRepliedAt) played.firstReplySeconds = secondsBetween(view.openedAt, view.firstRepliedAt);
  problems.push(...leftHanging(view).map((what) => `conversation ${id} (request ${played.number}) ${what}`));
}

interface Read {
  view: ConversationView;
  entries: Entry[];
}

/** In a conversation that was left for later the bot may still speak for a moment, and the order made of it is told. */
async function readSettled(overseer: Api, id: string): Promise<Read> {
  const read = await readAll(overseer, id);
  if (read.view.status !== 'deferred') return read;
  await sleep(BOT_MAY_SPEAK_MS);
  for (let waited = 0; ; waited += LOOK_EVERY_MS) {
    const again = await readAll(overseer, id);
    const isTold = again.entries.some(({ system }) => system?.code === 'order-created');
    if (isTold || waited >= ORDER_MS) return again;
    await sleep(LOOK_EVERY_MS);
  }
}

async function readAll(overseer: Api, id: string): Promise<Read> {
  const view = await overseer.get<ConversationView>(`/conversations/${id}`);
  const entries: Entry[] = [];
  for (let more = true; more;) {
    const page = await overseer.get<EntryList>(`/conversations/${id}/entries`, {
      after: entries.at(-1)?.sequence ?? 0,
      limit: PAGE,
    });
    entries.push(...page.entries);
    more = page.entries.length > 0 && entries.length < page.lastSequence;
  }
  return { view, entries };
}

/** What a conversation lacks that was played to its end. */
function leftHanging({ status, rating, firstRepliedAt, bot }: ConversationView): string[] {
  switch (status) {
    case 'waiting':
    case 'active':
      return [`is still ${status}`];
    case 'abandoned':
    case 'deferred':
    case 'closed':
      return [];
    case 'resolved':
      return [
        ...(rating ? [] : ['was not rated']),
        ...(firstRepliedAt || bot?.solved ? [] : ['was not answered']),
      ];
  }
}
