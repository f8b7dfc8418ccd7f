import { MAX_SUGGESTIONS, type SearchHit, type SuggestedAnswer } from '#contracts';
import { matchedWords } from './matched-words';

/** From this score on an Answer is worth an agent's look; a question with none is a gap. */
export const GOOD_SCORE = 0.5;

/** The hits that are good enough as Answers with their reasons, the best first. */
export const suggestedAnswers = (
  hits: readonly SearchHit[],
  question: string,
  matterCode: string | null,
): SuggestedAnswer[] =>
  hits
    .filter(({ score }) => score >= GOOD_SCORE)
    .sort((a, b) => b.score - a.score)
    .slice(0, MAX_SUGGESTIONS)
    .map(({ id, version, matterCode: matter, kind, title, excerpt, score, effectiveAt }) => ({
      articleId: id,
      version,
      matterCode: matter,
      kind,
      title,
      excerpt: excerpt.text,
      score,
      matched: matchedWords(question, `${title.zh} ${title.en} ${excerpt.text}`),
      sameMatter: matter === matterCode,
      effectiveAt,
    }));
