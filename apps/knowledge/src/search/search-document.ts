import type { ArticleKind, BilingualText } from '#contracts';
import { signatureOf } from './alike';
import { fold } from './fold-text';
import { termsOf } from './segment';
import { INDEXED_LENGTH } from './shortlist';
import { vocabularyOf, vocabularyWord, type VocabularyWord } from './spelling';

/** Raised when the same article would be indexed otherwise: what has an older one is indexed again. */
export const GENERATION = 3;

/** An article as readers see it. */
export interface EffectiveArticle {
  id: string;
  version: number;
  matterCode: string;
  agencyCode: string;
  kind: ArticleKind;
  title: BilingualText;
  body: BilingualText;
  effectiveAt: Date;
}

/** An article as the index keeps it; its texts are folded. */
export interface SearchDocument {
  id: string;
  version: number;
  matterCode: string;
  agencyCode: string;
  kind: ArticleKind;
  title: string;
  text: string;
  terms: string[];
  titleTerms: string[];
  signature: number[];
  effectiveAt: Date;
}

export function documentOf({ title, body, ...article }: EffectiveArticle): SearchDocument {
  const name = fold(`${title.zh}\n${title.en}`.trim());
  const text = fold(`${name}\n${body.zh}`.trim()).slice(0, INDEXED_LENGTH);
  return {
    ...article,
    title: name,
    text,
    terms: termsOf(text),
    titleTerms: termsOf(name),
    signature: signatureOf(text),
  };
}

/** Every word of the documents once, sorted, so that those who add the same ones wait in one order. */
export const wordsOfDocuments = (documents: readonly SearchDocument[]): VocabularyWord[] =>
  [...new Set(documents.flatMap(({ title, text }) => vocabularyOf(title, text)))].sort().map(vocabularyWord);
