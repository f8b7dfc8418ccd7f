import { AppError, type ArticleDraft, type FieldProblem } from '#contracts';
import { markdownProblems } from './markdown';

/** What an article's texts hold that must not be in them. */
export const draftProblems = ({ body }: Pick<ArticleDraft, 'body'>, path = ''): FieldProblem[] =>
  (['zh', 'en'] as const).flatMap((language) => markdownProblems(`${path}body.${language}`, body[language]));

/** @throws AppError INVALID_ARGUMENT naming the text. */
export function checkMarkdown(draft: Pick<ArticleDraft, 'body'>): void {
  const fields = draftProblems(draft);
  if (fields.length === 0) return;
  throw new AppError('INVALID_ARGUMENT', 'The text holds what would not be shown.', { fields });
}
