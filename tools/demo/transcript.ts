import type { ConversationView, Entry } from '#contracts';
import type { Case } from './script';

const TIME = new Intl.DateTimeFormat('zh-CN', { timeStyle: 'medium', timeZone: 'Asia/Shanghai' });
const ROLES = { business: '企业', staff: '坐席', desk: '系统' } as const;

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
  const place = `\`${String(entry.sequence).padStart(2)}\` ${TIME.format(new Date(entry.at))}`;
  const text = textOf(entry).replaceAll('\n', '  \n   ');
  if (entry.kind === 'system' || !entry.sender) return `${place} *${text}*  `;
  return `${place} **${ROLES[entry.sender.kind]} ${entry.sender.name ?? ''}** ${text}  `;
}

function textOf({ kind, text = '', card, target, system }: Entry): string {
  switch (kind) {
    case 'text':
      return text;
    case 'note':
      return `〔备注〕${text}`;
    case 'card':
      return `〔${card?.title ?? card?.type ?? ''} ${card?.matterCode ?? card?.articleId ?? ''} v${card?.version ?? 1}〕`;
    case 'edit':
      return `〔第 ${target} 条改为〕${text}`;
    case 'withdrawal':
      return `〔撤回第 ${target} 条〕`;
    case 'hidden':
      return '〔不可见〕';
    case 'system': {
      const params = Object.entries(system?.params ?? {}).map(
        ([name, value]) => `${name}=${JSON.stringify(value)}`,
      );
      return [system?.code, ...params].join(' ');
    }
  }
}
