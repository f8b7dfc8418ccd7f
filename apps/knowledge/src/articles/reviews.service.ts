import { Injectable } from '@nestjs/common';
import {
  ReviewsRepository,
  type ReviewCounts,
  type ReviewedArticle,
  type ReviewFilter,
} from './reviews.repository';

/** How well what holds is looked after. */
@Injectable()
export class ReviewsService {
  constructor(private readonly reviews: ReviewsRepository) {}

  countByMatter(now: Date, matterCodes: readonly string[] | null): Promise<ReviewCounts[]> {
    return this.reviews.count(now, matterCodes);
  }

  list(filter: ReviewFilter): Promise<ReviewedArticle[]> {
    return this.reviews.list(filter);
  }
}
