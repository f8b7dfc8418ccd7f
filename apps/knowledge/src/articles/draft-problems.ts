import { AppError, type ArticleDraft, type FieldProblem } from '#contracts';
import { markdownProblems } from './markdown';

type Texts = Pick<ArticleDraft, 'title' | 'body' | 'texts'>;

/** What an article's texts hold that must not be in them, and which of them say nothing. */
export const draftProblems = ({ title, body, texts = [] }: Texts, path = ''): FieldProblem[] => [
  ...blank(`${path}title.zh`, title.zh),
  ...blank(`${path}body.zh`, body.zh),
  ...(['zh', 'en'] as const).flatMap((language) =>
    markdownProblems(`${path}body.${language}`, body[language]),
  ),
  ...texts.flatMap((text, index) => [
    ...blank(`${path}texts[${index}].title`, text.title),
    ...blank(`${path}texts[${index}].body`, text.body),
    ...markdownProblems(`${path}texts[${index}].body`, text.body),
  ]),
];

const blank = (field: string, text: string): FieldProblem[] =>
  text.trim() === '' ? [{ field, problem: 'is blank' }] : [];

/** @throws AppError INVALID_ARGUMENT naming the text. */
export function checkTexts(draft: Texts): void {
  const fields = draftProblems(draft);
  if (fields.length === 0) return;
  throw new AppError('INVALID_ARGUMENT', 'The article cannot be shown as it is.', { fields });
}
