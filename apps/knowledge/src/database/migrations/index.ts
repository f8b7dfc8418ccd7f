import { Knowledge1700000000000 } from './1700000000000-knowledge';
import { ArticleLifecycle1700000000001 } from './1700000000001-article-lifecycle';
import { AtWork1700000000003 } from './1700000000003-at-work';

export const migrations = [Knowledge1700000000000, ArticleLifecycle1700000000001, AtWork1700000000003];
