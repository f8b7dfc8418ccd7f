import { AppError, type ArticleDraft, type FieldProblem } from '#contracts';
import { markdownProblems } from './markdown';

/** What an article's texts hold that must not be in them. */
export const draftProblems = (
  { body, texts = [] }: Pick<ArticleDraft, 'body' | 'texts'>,
  path = '',
): FieldProblem[] => [
  ...(['zh', 'en'] as const).flatMap((language) =>
    markdownProblems(`${path}body.${language}`, body[language]),
  ),
  ...texts.flatMap((text, index) => markdownProblems(`${path}texts[${index}].body`, text.body)),
];

/** @throws AppError INVALID_ARGUMENT naming the text. */
export function checkMarkdown(draft: Pick<ArticleDraft, 'body' | 'texts'>): void {
  const fields = draftProblems(draft);
  if (fields.length === 0) return;
  throw new AppError('INVALID_ARGUMENT', 'The text holds what would not be shown.', { fields });
}
