import type { KnowledgeMetricDefinition, KnowledgeMetricName } from '#contracts';
import type { OutcomeName } from '../suggestions/outcome-cases.service';

/** What a matter's conversations and gaps amount to in a period, and its articles now. */
export interface MatterCounts {
  asked: number;
  found: number;
  foundFirst: number;
  quoted: number;
  botOffered: number;
  botSolved: number;
  gapsAsked: number;
  gapsOpen: number;
  inEffect: number;
  overdue: number;
}

/** What is counted, and which part of it. */
export type MetricRule = KnowledgeMetricDefinition &
  (
    | { kind: 'conversation'; numerator: OutcomeName; denominator: OutcomeName }
    | { kind: 'gap'; numerator: 'gapsOpen'; denominator: 'gapsAsked' }
    | { kind: 'article'; numerator: 'overdue'; denominator: 'inEffect' }
  );

/** The rates by which the approved Answers are judged, per matter. */
export const METRICS: readonly MetricRule[] = [
  {
    name: 'coverage',
    kind: 'conversation',
    definition: {
      zh: '检索到合格口径的会话 ÷ 企业提出过问题的会话；仅寒暄的不计。',
      en: 'Conversations for which a good Answer was found ÷ those in which the business asked something; courtesies alone are excluded.',
    },
    numerator: 'found',
    denominator: 'asked',
  },
  {
    name: 'found-at-first-search',
    kind: 'conversation',
    definition: {
      zh: '首个问题一次检索即得合格口径的会话 ÷ 企业提出过问题的会话。',
      en: 'Conversations in which the first search found a good Answer ÷ those in which the business asked something.',
    },
    numerator: 'foundFirst',
    denominator: 'asked',
  },
  {
    name: 'quoted',
    kind: 'conversation',
    definition: {
      zh: '坐席引用过口径的会话 ÷ 企业提出过问题的会话；智能助手提供的不计。',
      en: 'Conversations in which the staff quoted an Answer ÷ those in which the business asked something; what the bot offered is not counted.',
    },
    numerator: 'quoted',
    denominator: 'asked',
  },
  {
    name: 'solved-by-bot',
    kind: 'conversation',
    definition: {
      zh: '企业确认由智能助手解决的会话 ÷ 智能助手提供过口径的会话。',
      en: 'Conversations that the business says the bot solved ÷ those in which it offered Answers.',
    },
    numerator: 'botSolved',
    denominator: 'botOffered',
  },
  {
    name: 'gaps-open',
    kind: 'gap',
    definition: {
      zh: '期内最后一次被问到、至今未处理的缺口问题 ÷ 期内最后一次被问到的缺口问题。',
      en: 'Gaps last asked about in the period that are still open ÷ all gaps last asked about in the period.',
    },
    numerator: 'gapsOpen',
    denominator: 'gapsAsked',
  },
  {
    name: 'reviews-overdue',
    kind: 'article',
    definition: {
      zh: '已过复审期限而尚未复审的生效口径 ÷ 生效口径；按查询时计，与统计期无关。',
      en: 'Articles in effect whose review is overdue ÷ articles in effect; as of now, whatever the period.',
    },
    numerator: 'overdue',
    denominator: 'inEffect',
  },
];

export function metricRule(name: KnowledgeMetricName): MetricRule {
  const rule = METRICS.find((metric) => metric.name === name);
  if (!rule) throw new Error(`No rule for the metric ${name}.`);
  return rule;
}
