import { Knowledge1700000000000 } from './1700000000000-knowledge';
import { ArticleLifecycle1700000000001 } from './1700000000001-article-lifecycle';
import { Search1700000000002 } from './1700000000002-search';
import { AtWork1700000000003 } from './1700000000003-at-work';
import { Embeddings1700000000004 } from './1700000000004-embeddings';
import { ArticlesAtWork1700000000005 } from './1700000000005-articles-at-work';
import { SearchFeed1700000000006 } from './1700000000006-search-feed';
import { QuotesEverywhere1700000000007 } from './1700000000007-quotes-everywhere';

export const migrations = [
  Knowledge1700000000000,
  ArticleLifecycle1700000000001,
  Search1700000000002,
  AtWork1700000000003,
  Embeddings1700000000004,
  ArticlesAtWork1700000000005,
  SearchFeed1700000000006,
  QuotesEverywhere1700000000007,
];
