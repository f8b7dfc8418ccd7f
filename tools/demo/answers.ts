import type { SuggestedAnswer, SuggestionsView } from '#contracts';

/** From this score on a seat trusts a suggestion without reading the whole article. */
const TRUSTED = 0.5;

/** What a seat has been suggested, by conversation. */
export class SuggestedAnswers {
  private readonly latest = new Map<string, SuggestionsView>();
  private readonly shown = new Set<string>();

  add(view: SuggestionsView): void {
    const known = this.latest.get(view.conversationId);
    if (!known || known.upTo <= view.upTo) this.latest.set(view.conversationId, view);
  }

  /** The best Answer that has not been shown in the conversation yet, as long as it belongs to its matter. */
  take(conversationId: string): SuggestedAnswer | undefined {
    const best = this.latest
      .get(conversationId)
      ?.answers.find(
        ({ articleId, score, sameMatter }) =>
          sameMatter && score >= TRUSTED && !this.shown.has(`${conversationId} ${articleId}`),
      );
    if (best) this.shown.add(`${conversationId} ${best.articleId}`);
    return best;
  }

  /** It was searched for what has been written up to the sequence, and nothing fits. */
  isEmpty(conversationId: string, upTo: number): boolean {
    const view = this.latest.get(conversationId);
    return view !== undefined && view.upTo >= upTo && view.answers.length === 0;
  }
}
