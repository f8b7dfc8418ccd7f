import type { ConversationView, Entry, SystemCode } from '#contracts';
import type { Case } from './script';

const TIME = new Intl.DateTimeFormat('zh-CN', { timeStyle: 'medium', timeZone: 'Asia/Shanghai' });
const ROLES = { business: '企业', staff: '坐席', desk: '系统', bot: '智能助手' } as const;

const NOTICES: Record<SystemCode, string> = {
  opened: '发起会话',
  queued: '进入排队',
  accepted: '接起会话',
  requeued: '会话回到队列',
  transferred: '转接会话',
  invited: '邀请加入',
  joined: '加入会话',
  left: '离开会话',
  'looked-on': '旁听会话',
  'taken-over': '接管会话',
  resolved: '结束会话',
  reopened: '重新打开会话',
  abandoned: '放弃排队',
  rated: '评价',
  'call-back-requested': '请求回电',
  'request-left': '留下请求',
  closed: '工单办结，会话结束',
  'bot-solved': '智能助手已解决',
  'bot-not-solved': '智能助手未解决',
  'order-created': '转为工单',
  'order-withdrawn': '撤回工单',
  'follow-up-asked': '工单回访',
};

/** Keeps masked names such as 王** from being read as Markdown. */
const plain = (text: string): string => text.replaceAll('*', '＊');

/** A conversation as Markdown, for people: everything of the record, in order. */
export function transcriptOf(played: Case, view: ConversationView, entries: readonly Entry[]): string {
  const { rating } = view;
  const heading = [
    `# ${played.number} · ${view.matterCode} · ${view.enterpriseName}`,
    '',
    `- ${view.id}`,
    `- ${view.status} · ${view.seatGroup} · ${view.language} · ${view.openedAt}`,
    ...(played.twist ? [`- ${played.twist}${played.twisted ? '' : '（未发生）'}`] : []),
    ...(rating ? [`- ${rating.solved ? '已解决' : '未解决'} · 满意度 ${rating.satisfaction}/5`] : []),
  ];
  return [...heading, '', ...entries.map(lineOf), ''].join('\n');
}

function lineOf(entry: Entry): string {
  const place = `${String(entry.sequence).padStart(3)}. ${TIME.format(new Date(entry.at))}`;
  if (entry.system) return `${place} ·· ${noticeOf(entry.system.code, entry.system.params)}`;
  const { kind = 'desk', name = '' } = entry.sender ?? {};
  return `${place} **${ROLES[kind]}** ${plain(name)}：${plain(textOf(entry)).replaceAll('\n', '\n     ')}`;
}

function noticeOf(code: SystemCode, params: Record<string, unknown>): string {
  const said = [
    'actorName',
    'staffName',
    'targetId',
    'matterCode',
    'comment',
    'satisfaction',
    'reason',
    'number',
    'orderNumber',
  ].flatMap((name) =>
    typeof params[name] === 'string' || typeof params[name] === 'number' ? [params[name]] : [],
  );
  const [actor = '', ...rest] = typeof params['actorName'] === 'string' ? said : ['', ...said];
  return plain([actor, NOTICES[code], ...rest].join(' ').trim());
}

function textOf({ kind, text = '', card, target }: Entry): string {
  switch (kind) {
    case 'note':
      return `〔备注〕${text}`;
    case 'card':
      if (card?.answers) return card.answers.map(({ title }) => `〔${title}〕`).join('');
      return `〔${card?.title ?? card?.type ?? ''} ${card?.matterCode ?? card?.articleId ?? ''} v${card?.version ?? 1}〕`;
    case 'edit':
      return `〔第 ${target} 条改为〕${text}`;
    case 'withdrawal':
      return `〔撤回第 ${target} 条〕`;
    case 'hidden':
      return '〔不可见〕';
    case 'text':
    case 'system':
      return text || '〔已撤回〕';
  }
}
