import { AppError, type ArticleDraft, type FieldProblem } from '#contracts';
import { markdownProblems } from './markdown';

type Texts = Pick<ArticleDraft, 'title' | 'body' | 'texts' | 'sources'>;

/** What an article's texts hold that must not be in them, and which of them say nothing. */
export const draftProblems = ({ title, body, texts = [], sources = [] }: Texts, path = ''): FieldProblem[] =>
  [
    ...named('title.zh', title.zh, blank),
    ...named('title.en', title.en),
    ...named('body.zh', body.zh, blank, markdownProblems),
    ...named('body.en', body.en, markdownProblems),
    ...texts.flatMap((text, index) => [
      ...named(`texts[${index}].title`, text.title, blank),
      ...named(`texts[${index}].body`, text.body, blank, markdownProblems),
    ]),
    ...sources.flatMap((source, index) => [
      ...named(`sources[${index}].title`, source.title),
      ...named(`sources[${index}].number`, source.number ?? ''),
    ]),
  ].map(({ field, problem }) => ({ field: `${path}${field}`, problem }));

type Check = (field: string, text: string) => FieldProblem[];

const named = (field: string, text: string, ...checks: Check[]): FieldProblem[] =>
  [unwritable, ...checks].flatMap((check) => check(field, text));

const blank: Check = (field, text) => (text.trim() === '' ? [{ field, problem: 'is blank' }] : []);

/** Control characters, and what stands where text was damaged: not every file that is exported could hold it. */
const UNWRITABLE = /(?![\t\n\r\u0080-\u009f])[\p{Cc}\ufffd-\uffff]/u;

const unwritable: Check = (field, text) => {
  const code = UNWRITABLE.exec(text)?.[0].charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
  return code === undefined ? [] : [{ field, problem: `holds the character U+${code}, which is no text` }];
};

/** @throws AppError INVALID_ARGUMENT naming the text. */
export function checkTexts(draft: Texts): void {
  const fields = draftProblems(draft);
  if (fields.length === 0) return;
  throw new AppError('INVALID_ARGUMENT', 'The article cannot be shown as it is.', { fields });
}
