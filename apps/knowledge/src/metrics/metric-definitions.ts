import type { KnowledgeMetricDefinition, KnowledgeMetricName } from '#contracts';

/** What a matter's conversations and gaps amount to in a period. */
export interface MatterCounts {
  asked: number;
  found: number;
  foundFirst: number;
  quoted: number;
  botOffered: number;
  botSolved: number;
  gapsAsked: number;
  gapsOpen: number;
}

interface MetricRule extends KnowledgeMetricDefinition {
  name: KnowledgeMetricName;
  numerator: keyof MatterCounts;
  denominator: keyof MatterCounts;
}

/** The rates by which the approved Answers are judged, per matter. */
export const METRICS: readonly MetricRule[] = [
  {
    name: 'coverage',
    definition: {
      zh: '检索到合格口径的会话 ÷ 企业提出过问题的会话；仅寒暄的不计。',
      en: 'Conversations for which a good Answer was found ÷ those in which the business asked something; courtesies alone are excluded.',
    },
    numerator: 'found',
    denominator: 'asked',
  },
  {
    name: 'found-at-first-search',
    definition: {
      zh: '首个问题一次检索即得合格口径的会话 ÷ 企业提出过问题的会话。',
      en: 'Conversations in which the first search found a good Answer ÷ those in which the business asked something.',
    },
    numerator: 'foundFirst',
    denominator: 'asked',
  },
  {
    name: 'quoted',
    definition: {
      zh: '坐席引用过口径的会话 ÷ 企业提出过问题的会话；智能助手提供的不计。',
      en: 'Conversations in which the staff quoted an Answer ÷ those in which the business asked something; what the bot offered is not counted.',
    },
    numerator: 'quoted',
    denominator: 'asked',
  },
  {
    name: 'solved-by-bot',
    definition: {
      zh: '企业确认由智能助手解决的会话 ÷ 智能助手提供过口径的会话。',
      en: 'Conversations that the business says the bot solved ÷ those in which it offered Answers.',
    },
    numerator: 'botSolved',
    denominator: 'botOffered',
  },
  {
    name: 'gaps-open',
    definition: {
      zh: '期内最后一次被问到、至今未处理的缺口问题 ÷ 期内最后一次被问到的缺口问题。',
      en: 'Gaps last asked about in the period that are still open ÷ all gaps last asked about in the period.',
    },
    numerator: 'gapsOpen',
    denominator: 'gapsAsked',
  },
];
