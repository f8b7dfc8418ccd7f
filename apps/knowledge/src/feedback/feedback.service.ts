import { Injectable } from '@nestjs/common';
import {
  AppError,
  type FeedbackPage,
  type FeedbackSource,
  type FeedbackView,
  type GiveFeedback,
  type Identity,
  type ListFeedback,
} from '#contracts';
import { decodeTimeCursor, pageSize, toPage, UnitOfWork, type Transaction } from '#database';
import { Bus, type Caller } from '#messaging';
import { v7 as uuidv7 } from 'uuid';
import { ArticlesService } from '../articles/articles.service';
import type { ArticleFeedback } from './article-feedback.entity';
import { SearchIndexService } from '../search/search-index.service';
import { FeedbackRepository } from './feedback.repository';

const WITHIN_MS = 3_000;

export interface Said extends GiveFeedback {
  partyId: string;
  source: FeedbackSource;
}

/** Whether articles help: one word per person and version, or per quote; the last one counts. */
@Injectable()
export class FeedbackService {
  constructor(
    private readonly repository: FeedbackRepository,
    private readonly articles: ArticlesService,
    private readonly index: SearchIndexService,
    private readonly bus: Bus,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /**
   * About a quote the desk is asked, in the name of the caller, whether the caller may read it.
   * @throws AppError NOT_FOUND, INVALID_ARGUMENT when the message quotes something else.
   */
  async give(request: GiveFeedback, { identity, token }: Caller, now = new Date()): Promise<FeedbackView> {
    await this.articles.get({ id: request.articleId, version: request.version }, identity);
    if (request.conversationId !== undefined) await this.checkQuoted(request, token);
    const source = identity.role === 'business' ? 'business' : 'staff';
    const said = { ...request, partyId: identity.partyId, source } as const;
    return toView(await this.unitOfWork.run((tx) => this.record(tx, said, now)));
  }

  /** Said again, it takes the place of what the person said before. */
  async record(tx: Transaction, said: Said, now: Date): Promise<ArticleFeedback> {
    const { articleId, version, partyId, source, useful, reason = null } = said;
    const { conversationId = null, sequence = null } = said;
    const key = { articleId, version, partyId, conversationId, sequence };
    const known = await this.repository.lock(tx, key);
    const feedback = { ...key, id: known?.id ?? uuidv7(), source, useful, reason, givenAt: now };
    await this.repository.save(tx, feedback);
    if (known?.useful !== useful) {
      const change = known ? -1 : 0;
      const [up, down] = useful ? [1, change] : [change, 1];
      await this.repository.count(tx, articleId, version, up, down);
      await this.index.countUseful(tx, articleId, up, down);
    }
    return feedback;
  }

  /** To who belongs to one agency, of its own articles alone. @throws AppError NOT_FOUND */
  async list(
    { articleId, version, useful, cursor, limit }: ListFeedback,
    identity: Identity,
  ): Promise<FeedbackPage> {
    if (identity.agencyCode !== undefined) await this.articles.checkKept(articleId, identity);
    const size = pageSize(limit);
    const after = decodeTimeCursor(cursor);
    const rows = await this.repository.list({ articleId, version, useful, after, limit: size + 1 });
    return toPage(rows, size, ({ givenAt, id }) => [givenAt.toISOString(), id], toView);
  }

  private async checkQuoted(
    { conversationId = '', sequence = 0, articleId, version }: GiveFeedback,
    token: string,
  ): Promise<void> {
    const { entries } = await this.bus.request(
      'desk.message.list',
      { conversationId, after: sequence - 1, limit: 1 },
      { token, timeoutMs: WITHIN_MS },
    );
    const card = entries[0]?.card;
    const quoted = card?.type === 'answers' ? (card.answers ?? []) : [card];
    if (quoted.some((answer) => answer?.articleId === articleId && answer.version === version)) return;
    throw new AppError('INVALID_ARGUMENT', 'The message does not quote this version.', {
      fields: [{ field: 'sequence', problem: 'is not a message that quotes this version' }],
    });
  }
}

const toView = ({ partyId: _, givenAt, ...feedback }: ArticleFeedback): FeedbackView => ({
  ...feedback,
  givenAt: givenAt.toISOString(),
});
