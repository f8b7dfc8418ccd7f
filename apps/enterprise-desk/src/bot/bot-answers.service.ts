import { Injectable } from '@nestjs/common';
import { searchTextOf, type OfferedAnswer } from '#contracts';
import { Bus } from '#messaging';
import { DeskEnv } from '../desk.env';
import { MessagesService } from '../messages/messages.service';
import { chooseAnswers } from './choose-answers';

const SEARCH_WITHIN_MS = 2_000;
const SEARCHED = 10;
/** What a business has written lately makes the question. */
const MESSAGES_READ = 3;

/** Which business asks, about what, in which language, and since which sequence. */
export interface Asking {
  id: string;
  matterCode: string;
  language: string;
  waitingAfter: number;
}

/** Looks for Answers to what a business has written in its present waiting. */
@Injectable()
export class BotAnswersService {
  constructor(
    private readonly messages: MessagesService,
    private readonly bus: Bus,
    private readonly env: DeskEnv,
  ) {}

  /** The best first; none where nothing is good enough. @throws AppError TIMEOUT, UNAVAILABLE */
  async find({ id, matterCode, language, waitingAfter }: Asking): Promise<OfferedAnswer[]> {
    const text = searchTextOf(await this.messages.listAsked(id, waitingAfter, MESSAGES_READ));
    if (text === '') return [];
    const { hits } = await this.bus.request(
      'knowledge.search.query',
      { text, nearMatterCode: matterCode, limit: SEARCHED },
      { timeoutMs: SEARCH_WITHIN_MS },
    );
    return chooseAnswers(hits, this.env.BOT_MIN_SCORE, language);
  }
}
