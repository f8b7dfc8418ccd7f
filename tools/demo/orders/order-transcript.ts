import type { OrderHistoryEntry } from '#contracts';
import type { OrderRecord } from './played-order';

const TIME = new Intl.DateTimeFormat('zh-CN', { timeStyle: 'medium', timeZone: 'Asia/Shanghai' });
const time = (at: string): string => TIME.format(new Date(at));

const ACTIONS: Readonly<Record<string, string>> = {
  create: '受理',
  dispatch: '派单',
  sign: '签收',
  return: '退单',
  'accept-return': '同意退单，改派',
  'refuse-return': '不同意退单',
  'state-position': '陈述意见',
  rule: '确责裁定',
  'first-contact': '先行联系',
  'request-extension': '申请延期',
  'grant-extension': '同意延期',
  supervise: '督办',
  release: '解除督办',
  reply: '答复',
  'refuse-reply': '退回答复',
  'accept-reply': '审核通过，待回访',
  settle: '办结',
  redo: '重办',
  archive: '归档',
};
const CLOCKS = {
  sign: '签收',
  return: '退单',
  'first-contact': '先行联系',
  handling: '办理',
  supervision: '督办',
  'follow-up': '回访',
  adjudication: '裁定',
} as const;
const LIGHTS = { yellow: '黄灯', red: '红灯' } as const;

/** Keeps masked names such as 王** from being read as Markdown. */
const plain = (text: string): string => text.replaceAll('*', '＊').replaceAll('\n', ' ');

/** An order as Markdown, for people: its course, its clocks, and what was handed over to whom. */
export function orderTranscript({ order, view, history, supervisions, handovers }: OrderRecord): string {
  const told = supervisions
    .toReversed()
    .map(
      ({ at, kind, light, to, agencyCode }) =>
        `- ${time(at)} ${agencyCode} ${CLOCKS[kind]}${LIGHTS[light]} → ${to}`,
    );
  return [
    `# ${view.number} · ${plain(view.title)}`,
    '',
    `- ${plain(view.enterpriseName)} · ${view.matterCode} · ${view.kind} · ${view.status}`,
    `- 会话 ${order.played.number}（${view.conversationId ?? '–'}）· ${order.plot.name}`,
    '',
    ...history.map(lineOf),
    '',
    '## 时限',
    '',
    ...view.clocks.map(
      ({ agencyCode, kind, startedAt, firstDueAt, dueAt, endedAt, light }) =>
        `- ${agencyCode} ${CLOCKS[kind]}：${time(startedAt)} 起，${firstDueAt ? `原限 ${time(firstDueAt)}，` : ''}` +
        `限 ${time(dueAt)}，${endedAt ? `${time(endedAt)} 止` : '未止'}${light ? `，${LIGHTS[light]}` : ''}`,
    ),
    ...(told.length > 0 ? ['', '## 预警与督办', '', ...told] : []),
    '',
    '## 交换台账',
    '',
    ...handovers
      .toReversed()
      .map(
        ({ agencyCode, kind, state, createdAt, deliveredAt, attempts }) =>
          `- ${time(createdAt)} ${agencyCode} ${kind}：${state}${deliveredAt ? ` ${time(deliveredAt)}` : ''}` +
          (attempts > 0 ? `，重试 ${attempts} 次` : ''),
      ),
    '',
  ].join('\n');
}

function lineOf({
  sequence,
  at,
  actorName,
  agencyCode,
  action,
  reason,
  text,
  details,
}: OrderHistoryEntry): string {
  const workdays = typeof details['workdays'] === 'number' ? `${details['workdays']} 个工作日` : '';
  const to = typeof details['agencyCode'] === 'string' ? `→ ${details['agencyCode']}` : '';
  const who = `${agencyCode ? `${agencyCode} ` : ''}${plain(actorName)}`;
  const what = [ACTIONS[action] ?? action, to, workdays, reason, text && `：${plain(text)}`];
  return `${String(sequence).padStart(3)}. ${time(at)} **${who}** ${what.filter(Boolean).join(' ')}`;
}
