import { Injectable } from '@nestjs/common';
import {
  AppError,
  LIVE,
  MAX_SUGGESTIONS,
  searchTextOf,
  type SearchHit,
  type SuggestedAnswer,
  type SuggestionsView,
} from '#contracts';
import { Bus, type Caller } from '#messaging';
import { SearchService } from '../search/search.service';
import { hear, merge, type Heard } from './heard';
import { suggestedAnswers } from './suggested-answers';
import type { Question, SuggestionRow } from './suggestion.entity';
import { SuggestionsRepository, type Outcomes } from './suggestions.repository';

const SEARCH_WITHIN_MS = 2_000;
const DESK_WITHIN_MS = 3_000;
/** Articles that are looked at closely: every message of a business is searched for. */
const BREADTH = 40;
/** So many of the last messages make the question. */
const MESSAGES_READ = 3;
const ENTRIES_READ = 100;

/** Finds Answers to what businesses write, keeps them, and tells the staff that look at the conversation. */
@Injectable()
export class SuggestionsService {
  constructor(
    private readonly repository: SuggestionsRepository,
    private readonly finder: SearchService,
    private readonly bus: Bus,
  ) {}

  /** Takes in what was heard of a conversation. */
  async update(conversationId: string, heard: Heard, now = new Date()): Promise<void> {
    if (heard.questions.length === 0) {
      if (heard.matterCode) await this.repository.noteMatter(conversationId, heard.matterCode, now);
      return;
    }
    const known = await this.repository.find(conversationId);
    const matterCode = heard.matterCode ?? known?.matterCode ?? null;
    const questions = merge(known?.questions ?? [], heard.questions);
    const texts = textsOf(questions);
    const isAsked = texts.length > 0;
    const answers = await this.answersTo(texts, matterCode, now);
    const found = { conversationId, matterCode, questions, answers, upTo: heard.upTo, isAsked };
    if (!(await this.repository.keep(found, now)) || !isAsked) return;
    this.tell(found, now);
  }

  /** Looks anew where one of the Answers that were found does not hold any more. */
  async refresh(conversationId: string, now = new Date()): Promise<void> {
    const known = await this.repository.find(conversationId);
    if (!known) return;
    const found = await this.upToDate(known, now);
    if (found !== known && (await this.repository.replace(found))) this.tell(found, now);
  }

  /**
   * The desk, asked in the name of the caller, says whether the caller may read the conversation. What the live news
   * did not bring is read from the desk.
   * @throws AppError NOT_FOUND
   */
  async list(conversationId: string, { token }: Caller): Promise<SuggestionsView> {
    const options = { token, timeoutMs: DESK_WITHIN_MS };
    const conversation = await this.bus.request('desk.conversation.get', { conversationId }, options);
    const known = await this.repository.find(conversationId);
    if (known && known.upTo > 0) return toView(conversationId, await this.upToDate(known));
    const after = Math.max(0, conversation.lastSequence - ENTRIES_READ);
    const request = { conversationId, after, limit: ENTRIES_READ };
    const { entries } = await this.bus.request('desk.message.list', request, options);
    const heard = hear(undefined, { conversation, entries });
    if (heard) await this.update(conversationId, heard);
    return toView(conversationId, await this.repository.find(conversationId));
  }

  /** What was found; looked for anew where an article has changed since, or nothing was found. */
  private async upToDate(known: SuggestionRow, now = new Date()): Promise<SuggestionRow> {
    if (known.answers.length > 0 && (await this.repository.hold(known.answers))) return known;
    return { ...known, answers: await this.answersTo(textsOf(known.questions), known.matterCode, now) };
  }

  private tell({ conversationId, upTo, answers }: Omit<SuggestionsView, 'updatedAt'>, now: Date): void {
    const news: SuggestionsView = { conversationId, upTo, answers, updatedAt: now.toISOString() };
    this.bus.publish(LIVE.suggestions(conversationId), news);
  }

  outcomes(from: Date, to: Date, matterCode: string | null): Promise<Outcomes[]> {
    return this.repository.outcomes(from, to, matterCode);
  }

  /** To the first of the texts that has any. */
  private async answersTo(
    texts: readonly string[],
    matterCode: string | null,
    now: Date,
  ): Promise<SuggestedAnswer[]> {
    for (const text of texts) {
      const answers = suggestedAnswers(await this.search(text, matterCode, now), text, matterCode);
      if (answers.length > 0) return answers;
    }
    return [];
  }

  /** @throws AppError TIMEOUT: a slow search is not waited for. */
  private async search(text: string, matterCode: string | null, now: Date): Promise<SearchHit[]> {
    const near = matterCode === null ? {} : { nearMatterCode: matterCode };
    const { promise: late, reject } = Promise.withResolvers<never>();
    const timer = setTimeout(
      () => reject(new AppError('TIMEOUT', 'The search takes too long.')),
      SEARCH_WITHIN_MS,
    ).unref();
    try {
      const found = this.finder.search({ text, ...near, limit: MAX_SUGGESTIONS }, now, BREADTH);
      return (await Promise.race([found, late])).hits;
    } finally {
      clearTimeout(timer);
    }
  }
}

/** What was asked last, then all that was asked lately; nothing of courtesies. */
const textsOf = (questions: readonly Question[]): string[] => {
  const [newest, together] = [1, MESSAGES_READ].map((count) =>
    searchTextOf(questions.slice(0, count).map(({ text }) => text)),
  );
  return [...new Set([newest, together])].filter((text): text is string => Boolean(text));
};

const toView = (conversationId: string, row: SuggestionRow | null): SuggestionsView => ({
  conversationId,
  upTo: row?.upTo ?? 0,
  answers: row?.answers ?? [],
  updatedAt: row && row.upTo > 0 ? row.heardAt.toISOString() : null,
});
