import { CARD_TITLE_MAX_LENGTH, MAX_OFFERED_ANSWERS, type OfferedAnswer, type SearchHit } from '#contracts';

/** The best of the hits that cover the question well enough, in the language of the conversation. */
export const chooseAnswers = (
  hits: readonly SearchHit[],
  minScore: number,
  language: string,
): OfferedAnswer[] =>
  hits
    .filter(({ score }) => score >= minScore)
    .sort((a, b) => b.score - a.score)
    .slice(0, MAX_OFFERED_ANSWERS)
    .map(({ id, version, title }) => ({
      articleId: id,
      version,
      title: (language === 'zh' ? title.zh : title.en || title.zh)
        .slice(0, CARD_TITLE_MAX_LENGTH)
        .toWellFormed(),
    }));
