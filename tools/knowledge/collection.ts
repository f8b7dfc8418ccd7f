import type { Collection } from '../../apps/knowledge/src/search/find';
import { InvertedIndex } from '../../apps/knowledge/src/search/inverted-index';
import {
  documentOf,
  wordsOfDocuments,
  type EffectiveArticle,
} from '../../apps/knowledge/src/search/search-document';
import { Vocabulary } from '../../apps/knowledge/src/search/vocabulary';

export type WrittenArticle = Omit<EffectiveArticle, 'version' | 'effectiveAt'>;

/** Articles as the service holds them, without a database. */
export function collectionOf(
  articles: readonly WrittenArticle[],
  synonyms: Collection['synonyms'],
): Collection {
  const documents = articles.map((article) =>
    documentOf({ ...article, version: 1, effectiveAt: new Date(0) }),
  );
  const guides = documents.filter(({ kind }) => kind === 'guide');
  const names = new Map(guides.map(({ matterCode, title }) => [matterCode, title]));
  const index = new InvertedIndex();
  for (const { terms, titleTerms, ...document } of documents) {
    const context = names.get(document.matterCode) ?? '';
    index.put({ ...document, context, helpful: 0, unhelpful: 0 }, { terms, titleTerms });
  }
  const vocabulary = new Vocabulary();
  for (const word of wordsOfDocuments(documents)) vocabulary.add(word);
  return { index, vocabulary, synonyms };
}
