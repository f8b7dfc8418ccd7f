import { ArticleEventRow } from '../articles/article-event.entity';
import { ArticleQuote } from '../articles/article-quote.entity';
import { ArticleQuoteCount } from '../articles/article-quote-count.entity';
import { ArticleVersion } from '../articles/article-version.entity';
import { Article } from '../articles/article.entity';
import { Attachment } from '../attachments/attachment.entity';
import { StagedFileRow } from '../attachments/staged-file.entity';
import { ArticleFeedbackCount } from '../feedback/article-feedback-count.entity';
import { ArticleFeedback } from '../feedback/article-feedback.entity';
import { GapExampleRow } from '../gaps/gap-example.entity';
import { Gap } from '../gaps/gap.entity';
import { SuggestionRow } from '../suggestions/suggestion.entity';

export const entities = [
  Article,
  ArticleEventRow,
  ArticleFeedback,
  ArticleFeedbackCount,
  ArticleQuote,
  ArticleQuoteCount,
  ArticleVersion,
  Attachment,
  Gap,
  GapExampleRow,
  StagedFileRow,
  SuggestionRow,
];
