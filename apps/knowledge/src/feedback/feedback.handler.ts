import { Controller } from '@nestjs/common';
import type { FeedbackPage, FeedbackView, GiveFeedback, ListFeedback } from '#contracts';
import { Handles, type Caller } from '#messaging';
import { FeedbackService } from './feedback.service';

@Controller()
export class FeedbackHandler {
  constructor(private readonly feedback: FeedbackService) {}

  @Handles('knowledge.feedback.give')
  give(request: GiveFeedback, caller: Caller): Promise<FeedbackView> {
    return this.feedback.give(request, caller);
  }

  @Handles('knowledge.feedback.list')
  list(request: ListFeedback, { identity }: Caller): Promise<FeedbackPage> {
    return this.feedback.list(request, identity);
  }
}
