import { Injectable } from '@nestjs/common';
import { AppError, type Card } from '#contracts';
import { Bus } from '#messaging';

const CHECKED_WITHIN_MS = 2_000;

/** Businesses are told the wording that holds, not a draft's and not that of yesterday. */
@Injectable()
export class AnswerCheck {
  constructor(private readonly bus: Bus) {}

  /** Why the card may not be sent, if it may not. */
  async refusalOf(card: Pick<Card, 'articleId' | 'version'>, token?: string): Promise<AppError | undefined> {
    const { articleId: id = '', version = 0 } = card;
    try {
      const article = await this.bus.request(
        'knowledge.article.get',
        { id },
        { token, timeoutMs: CHECKED_WITHIN_MS },
      );
      if (article.status !== 'effective') return noAnswer();
      if (article.version === version) return undefined;
      return new AppError('CONFLICT', `Version ${article.version} of the Answer holds now.`, {
        fields: [{ field: 'card.version', problem: `is not ${article.version}, which holds now` }],
      });
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      if (error.code === 'NOT_FOUND') return noAnswer();
      const message = 'Answers cannot be looked up at the moment. Try again shortly.';
      return new AppError('UNAVAILABLE', message, undefined, { cause: error });
    }
  }
}

const noAnswer = (): AppError =>
  new AppError('INVALID_ARGUMENT', 'There is no such Answer that holds.', {
    fields: [{ field: 'card.articleId', problem: 'names no Answer that holds' }],
  });
