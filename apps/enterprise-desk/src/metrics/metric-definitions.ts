import type { MetricDefinition, MetricName } from '#contracts';

/** A rate over conversations: which ones count, and which of those count as good. Conditions are SQL over `c`. */
export interface MetricRule extends MetricDefinition {
  denominator: string;
  numerator: string;
  /** A duration in seconds, of which p50 and p95 are shown. */
  seconds?: string;
}

const FIRST_REPLY_SETTLED = `c.first_reply_due_at IS NOT NULL AND (c.first_replied_at IS NOT NULL OR c.first_reply_due_at < now())
  AND NOT (c.first_replied_at IS NULL AND c.first_reply_breached_at IS NULL
           AND (c.status IN ('abandoned', 'deferred', 'closed') OR c.bot_solved IS TRUE))`;

const BY_PEOPLE = 'c.bot_solved IS NOT TRUE';

const INVITED = `EXISTS (SELECT 1 FROM attendances a WHERE a.conversation_id = c.id AND a.invited_at IS NOT NULL`;

/** The rates the desk is judged by; targets as its first public figures and the domain's rules give them. */
export const METRICS: readonly MetricRule[] = [
  {
    name: 'first-reply-in-time',
    definition: {
      zh: '首次人工答复不晚于时限（60 秒）的会话 ÷ 已答复或已到时限的会话；时限前自行放弃的、改为请求回电的、由智能助手解决的、服务时间外的不计。',
      en: 'Conversations whose first human reply came by its deadline (60 s) ÷ those replied to or past it; given up, changed for a call-back or solved by the bot before the deadline and outside service hours are excluded.',
    },
    target: 0.9,
    denominator: FIRST_REPLY_SETTLED,
    numerator: 'c.first_replied_at <= c.first_reply_due_at',
  },
  {
    name: 'abandoned',
    definition: {
      zh: '接起前放弃的会话 ÷ 进入排队的会话。',
      en: 'Conversations given up before a seat accepted ÷ those that joined the queue.',
    },
    target: null,
    denominator: 'c.queued_at IS NOT NULL',
    numerator: `c.status = 'abandoned'`,
  },
  {
    name: 'solved',
    definition: {
      zh: '企业评价为“已解决”的会话 ÷ 已评价的会话；由智能助手解决的另计。',
      en: 'Conversations that the business rated as solved ÷ those it rated; what the bot solved is counted apart.',
    },
    target: 0.9,
    denominator: `c.solved IS NOT NULL AND ${BY_PEOPLE}`,
    numerator: 'c.solved',
  },
  {
    name: 'satisfied',
    definition: {
      zh: '满意度 4 分及以上的会话 ÷ 已评价的会话；由智能助手解决的不计。',
      en: 'Conversations rated 4 or 5 ÷ those rated; what the bot solved is excluded.',
    },
    target: 0.85,
    denominator: `c.satisfaction IS NOT NULL AND ${BY_PEOPLE}`,
    numerator: 'c.satisfaction >= 4',
  },
  {
    name: 'invitations-connected',
    definition: {
      zh: '受邀的同事或部门专家已加入的会话 ÷ 发出过邀请的会话。',
      en: 'Conversations that an invited colleague or expert joined ÷ those with an invitation.',
    },
    target: 0.9,
    denominator: `${INVITED})`,
    numerator: `${INVITED} AND a.joined_at IS NOT NULL)`,
  },
  {
    name: 'first-reply-seconds',
    definition: {
      zh: '从打开会话到首次人工答复的秒数（p50、p95），仅计已答复的会话。',
      en: 'Seconds from the opening to the first human reply (p50, p95), of conversations replied to.',
    },
    target: null,
    denominator: 'c.first_replied_at IS NOT NULL AND c.queued_at IS NOT NULL',
    numerator: 'true',
    seconds: 'extract(epoch FROM c.first_replied_at - c.opened_at)',
  },
  {
    name: 'resolution-seconds',
    definition: {
      zh: '从打开会话到办结的秒数（p50、p95），仅计由人工办结的会话。',
      en: 'Seconds from the opening to the resolution (p50, p95), of conversations resolved by people.',
    },
    target: null,
    denominator: `c.status = 'resolved' AND ${BY_PEOPLE}`,
    numerator: 'true',
    seconds: 'extract(epoch FROM c.ended_at - c.opened_at)',
  },
  {
    name: 'solved-by-bot',
    definition: {
      zh: '企业确认由智能助手解决的会话 ÷ 智能助手提供过口径的会话；重新打开的视为未解决。',
      en: 'Conversations that the business says the bot solved ÷ those in which it offered Answers; reopened ones count as not solved.',
    },
    target: null,
    denominator: 'c.bot_offered_at IS NOT NULL',
    numerator: 'c.bot_solved',
  },
];

export function metricRule(name: MetricName): MetricRule {
  const rule = METRICS.find((metric) => metric.name === name);
  if (!rule) throw new Error(`No rule for the metric ${name}.`);
  return rule;
}
