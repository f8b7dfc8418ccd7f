import { AppError, type ArticleDraft, type FieldProblem, type TranslationLanguage } from '#contracts';

/** Which languages articles are translated into here, beside English. */
export class ArticleLanguages {
  constructor(readonly codes: readonly TranslationLanguage[]) {}

  problems({ texts = [] }: Pick<ArticleDraft, 'texts'>, path = ''): FieldProblem[] {
    return texts.flatMap(({ language }, index) =>
      this.codes.includes(language)
        ? []
        : [
            {
              field: `${path}texts[${index}].language`,
              problem: `must be one of ${this.codes.filter((code) => code !== 'en').join(', ')}`,
            },
          ],
    );
  }

  /** @throws AppError INVALID_ARGUMENT naming each text in another language. */
  check(draft: Pick<ArticleDraft, 'texts'>): void {
    const fields = this.problems(draft);
    if (fields.length > 0)
      throw new AppError('INVALID_ARGUMENT', 'Articles are not translated into this language.', { fields });
  }
}
