import { ArticleQuote } from '../articles/article-quote.entity';
import { ArticleVersion } from '../articles/article-version.entity';
import { Article } from '../articles/article.entity';

export const entities = [Article, ArticleQuote, ArticleVersion];
