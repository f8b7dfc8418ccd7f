import { ConversationRef } from '../desk/conversation-requests';
import { HealthReport } from '../health';
import { ArticlePage, ArticleView, GetArticle, ListArticles } from './article';
import {
  ApproveArticle,
  ArticleComparison,
  ArticleHistory,
  ArticleStep,
  ArticleVersionPage,
  CompareArticle,
  ConfirmArticle,
  DuePage,
  ListDue,
  ListOfArticle,
  ListWork,
  SaveArticle,
  ScheduleArticle,
  WorkPage,
} from './article-editing';
import { ArticleImportReport, ArticleRecordPage, ExportArticles, ImportArticles } from './article-exchange';
import { ListQuotes, OutdatedPage, QuotePage } from './article-quote';
import {
  AddAttachment,
  AttachmentAdded,
  AttachmentContent,
  AttachmentRemoved,
  GetAttachment,
  RemoveAttachment,
  StageFile,
  StagedFile,
} from './attachment';
import { FeedbackPage, FeedbackView, GiveFeedback, ListFeedback } from './feedback';
import { AnswerGap, DismissGap, GapDetails, GapPage, GapRef, GapView, ListGaps, ReportGap } from './gap';
import {
  GetKnowledgeMetrics,
  KnowledgeMetricCasePage,
  KnowledgeMetricReport,
  ListKnowledgeMetricCases,
} from './metric';
import {
  SearchArticles,
  SearchResult,
  DeleteSynonym,
  SaveSynonyms,
  SearchSuggestions,
  SuggestSearches,
  SynonymList,
} from './search';
import { SuggestionsView } from './suggestion';
import { Nothing } from '../paging';
import type { RpcContract } from '../rpc-contract';

/** What the knowledge service is asked. */
export const KNOWLEDGE_RPC = {
  'knowledge.health.check': { request: Nothing, response: HealthReport, permission: 'public' },

  'knowledge.article.list': { request: ListArticles, response: ArticlePage, permission: 'signed-in' },
  'knowledge.article.get': { request: GetArticle, response: ArticleView, permission: 'signed-in' },
  'knowledge.article.save': { request: SaveArticle, response: ArticleView, permission: 'edit-knowledge' },
  'knowledge.article.submit': { request: ArticleStep, response: ArticleView, permission: 'edit-knowledge' },
  'knowledge.article.return': { request: ArticleStep, response: ArticleView, permission: 'review-knowledge' },
  'knowledge.article.approve': {
    request: ApproveArticle,
    response: ArticleView,
    permission: 'review-knowledge',
  },
  'knowledge.article.schedule': {
    request: ScheduleArticle,
    response: ArticleView,
    permission: 'review-knowledge',
  },
  'knowledge.article.withdraw': { request: ArticleStep, response: ArticleView, permission: 'keep-knowledge' },
  'knowledge.article.confirm': {
    request: ConfirmArticle,
    response: ArticleView,
    permission: 'review-knowledge',
  },
  'knowledge.article.restore': { request: ArticleStep, response: ArticleView, permission: 'edit-knowledge' },
  'knowledge.article.versions': {
    request: ListOfArticle,
    response: ArticleVersionPage,
    permission: 'keep-knowledge',
  },
  'knowledge.article.history': {
    request: ListOfArticle,
    response: ArticleHistory,
    permission: 'keep-knowledge',
  },
  'knowledge.article.compare': {
    request: CompareArticle,
    response: ArticleComparison,
    permission: 'keep-knowledge',
  },
  'knowledge.article.work': { request: ListWork, response: WorkPage, permission: 'keep-knowledge' },
  'knowledge.article.due': { request: ListDue, response: DuePage, permission: 'keep-knowledge' },
  'knowledge.article.quotes': { request: ListQuotes, response: QuotePage, permission: 'keep-knowledge' },
  'knowledge.article.outdated': {
    request: ListOfArticle,
    response: OutdatedPage,
    permission: 'keep-knowledge',
  },
  'knowledge.article.import': {
    request: ImportArticles,
    response: ArticleImportReport,
    permission: 'edit-knowledge',
  },
  'knowledge.article.export': {
    request: ExportArticles,
    response: ArticleRecordPage,
    permission: 'keep-knowledge',
  },

  'knowledge.attachment.add': {
    request: AddAttachment,
    response: AttachmentAdded,
    permission: 'edit-knowledge',
  },
  'knowledge.attachment.remove': {
    request: RemoveAttachment,
    response: AttachmentRemoved,
    permission: 'edit-knowledge',
  },
  'knowledge.attachment.stage': {
    request: StageFile,
    response: StagedFile,
    permission: 'edit-knowledge',
  },
  'knowledge.attachment.get': {
    request: GetAttachment,
    response: AttachmentContent,
    permission: 'signed-in',
  },

  'knowledge.search.query': { request: SearchArticles, response: SearchResult, permission: 'public' },

  'knowledge.suggestion.list': {
    request: ConversationRef,
    response: SuggestionsView,
    permission: 'staff',
  },

  'knowledge.feedback.give': { request: GiveFeedback, response: FeedbackView, permission: 'converse' },
  'knowledge.feedback.list': { request: ListFeedback, response: FeedbackPage, permission: 'tend-gaps' },

  'knowledge.gap.list': { request: ListGaps, response: GapPage, permission: 'tend-gaps' },
  'knowledge.gap.get': { request: GapRef, response: GapDetails, permission: 'tend-gaps' },
  'knowledge.gap.report': { request: ReportGap, response: GapView, permission: 'staff' },
  'knowledge.gap.answer': { request: AnswerGap, response: GapView, permission: 'tend-gaps' },
  'knowledge.gap.dismiss': { request: DismissGap, response: GapView, permission: 'tend-gaps' },

  'knowledge.metric.get': {
    request: GetKnowledgeMetrics,
    response: KnowledgeMetricReport,
    permission: 'oversee',
  },
  'knowledge.metric.cases': {
    request: ListKnowledgeMetricCases,
    response: KnowledgeMetricCasePage,
    permission: 'oversee',
  },

  'knowledge.search.suggest': { request: SuggestSearches, response: SearchSuggestions, permission: 'public' },

  'knowledge.synonym.list': { request: Nothing, response: SynonymList, permission: 'keep-knowledge' },
  'knowledge.synonym.save': { request: SaveSynonyms, response: SynonymList, permission: 'edit-knowledge' },
  'knowledge.synonym.delete': { request: DeleteSynonym, response: Nothing, permission: 'edit-knowledge' },
} as const satisfies Record<string, RpcContract>;
