import type { CatalogueArticle } from '../../apps/knowledge/src/articles/catalogue-articles';
import type { Indexed } from './memory-index';

/** The catalogue's articles as the index reads them: each with the name of its matter. */
export function indexedOf(articles: readonly CatalogueArticle[]): Indexed[] {
  const names = new Map(
    articles.filter(({ kind }) => kind === 'guide').map(({ matterCode, title }) => [matterCode, title]),
  );
  return articles.map(({ id, matterCode, title, body }) => {
    const name = names.get(matterCode);
    return {
      ...{ id, matterCode, agencyCode: matterCode.split('-')[0] ?? '' },
      ...{ title: `${title.zh}\n${title.en}`, body: body.zh },
      context: name ? `${name.zh}\n${name.en}` : '',
    };
  });
}
