import { maskPersonalData, type ConversationNews, type Entry } from '#contracts';
import type { Question } from './suggestion.entity';

/** What has been heard of a conversation and not been taken in yet. */
export interface Heard {
  matterCode?: string;
  /** By sequence; an empty text where the message was withdrawn. */
  questions: Question[];
  /** The last sequence that was heard. */
  upTo: number;
}

const MAX_QUESTIONS = 5;
const MAX_LENGTH = 500;

/** What a business has written, or made of what it had written. */
export function questionOf({ kind, sender, sequence, text = '', target }: Entry): Question | undefined {
  if (sender?.kind !== 'business') return undefined;
  const short = maskPersonalData(text).slice(0, MAX_LENGTH).toWellFormed();
  if (kind === 'text') return { sequence, text: short };
  if (target === undefined) return undefined;
  if (kind === 'edit') return { sequence: target, text: short };
  return kind === 'withdrawal' ? { sequence: target, text: '' } : undefined;
}

/** What the news adds to what was heard before; undefined when that is nothing. */
export function hear(
  heard: Heard | undefined,
  { entries = [], conversation }: Pick<ConversationNews, 'entries' | 'conversation'>,
): Heard | undefined {
  const asked = entries.flatMap((entry) => {
    const question = questionOf(entry);
    return question ? [{ question, sequence: entry.sequence }] : [];
  });
  const matterCode = conversation?.matterCode ?? heard?.matterCode;
  if (asked.length === 0 && matterCode === heard?.matterCode) return heard;
  return {
    ...(matterCode === undefined ? {} : { matterCode }),
    questions: merge(
      heard?.questions ?? [],
      asked.map(({ question }) => question),
    ),
    upTo: Math.max(heard?.upTo ?? 0, ...asked.map(({ sequence }) => sequence)),
  };
}

/** The newest first, each message once as it reads now; the last ones only. */
export function merge(known: readonly Question[], added: readonly Question[]): Question[] {
  const bySequence = new Map(known.map((question) => [question.sequence, question]));
  for (const question of added) bySequence.set(question.sequence, question);
  return [...bySequence.values()].sort((a, b) => b.sequence - a.sequence).slice(0, MAX_QUESTIONS);
}
