import { Knowledge1700000000000 } from './1700000000000-knowledge';
import { ArticleLifecycle1700000000001 } from './1700000000001-article-lifecycle';

export const migrations = [Knowledge1700000000000, ArticleLifecycle1700000000001];
