import { ArticleEventRow } from '../articles/article-event.entity';
import { ArticleQuote } from '../articles/article-quote.entity';
import { ArticleVersion } from '../articles/article-version.entity';
import { Article } from '../articles/article.entity';
import { Attachment } from '../attachments/attachment.entity';

export const entities = [Article, ArticleEventRow, ArticleQuote, ArticleVersion, Attachment];
