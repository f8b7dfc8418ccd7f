import type { OrderChannel, OrderKind, OrderLight, OrderStatus, OrderUrgency } from '#contracts';
import { addDays, localDate } from '../clocks/calendar';
import { declinedClass, OTHER_CLASS } from '../work-orders/order-reasons';

/** What is exported of an order. */
export interface ExportedOrder {
  id: string;
  number: string;
  status: OrderStatus;
  kind: OrderKind;
  urgency: OrderUrgency;
  channel: OrderChannel;
  matterCode: string;
  district: string;
  classification: string | null;
  title: string;
  description: string;
  enterpriseName: string;
  /** Masked. */
  phone: string;
  agencyCode: string | null;
  repeats: number;
  returns: number;
  redos: number;
  supervision: OrderLight | null;
  declinedAs: string | null;
  declinedText: string | null;
  createdAt: Date;
  updatedAt: Date;
}

const STATUSES: Record<OrderStatus, string> = {
  draft: '待派单',
  dispatched: '待签收',
  signed: '已签收',
  'in-progress': '办理中',
  returned: '退单待审',
  adjudicating: '确责中',
  replied: '待审核',
  'following-up': '回访中',
  settled: '已办结',
  archived: '已归档',
  declined: '不予受理',
  merged: '已并单',
  withdrawn: '已撤回',
};
const KINDS: Record<OrderKind, string> = {
  consultation: '咨询',
  help: '求助',
  complaint: '投诉',
  report: '举报',
  suggestion: '建议',
  praise: '表扬',
};
const URGENCIES: Record<OrderUrgency, string> = { normal: '一般', elevated: '次紧急', urgent: '紧急' };
const CHANNELS: Record<OrderChannel, string> = {
  conversation: '在线会话',
  'off-hours': '非服务时间',
  phone: '电话',
  api: '接口',
};
const LIGHTS: Record<OrderLight, string> = { yellow: '黄灯', red: '红灯' };

/** The cells of an order, as ORDER_EXPORT_COLUMNS go; personal data in what people wrote is masked. */
export function exportRow(order: ExportedOrder): string[] {
  return [
    order.number,
    STATUSES[order.status],
    KINDS[order.kind],
    URGENCIES[order.urgency],
    CHANNELS[order.channel],
    order.matterCode,
    order.district,
    order.classification ?? '',
    maskText(order.title),
    maskText(order.description),
    order.enterpriseName,
    order.phone,
    order.agencyCode ?? '',
    String(order.repeats),
    String(order.returns),
    String(order.redos),
    order.supervision ? LIGHTS[order.supervision] : '',
    ...declineCells(order),
    localTime(order.createdAt),
    localTime(order.updatedAt),
  ].map(neutral);
}

/** Why it was not taken, and where it belongs instead: what the desk said goes with the channel of the class, or is it. */
function declineCells({ declinedAs, declinedText }: ExportedOrder): [string, string] {
  const declined = declinedClass(declinedAs);
  if (!declined) return ['', ''];
  const channel = declined.code === OTHER_CLASS ? [] : [declined.channel.zh];
  return [declined.reason.zh, maskText([...channel, declinedText ?? ''].filter(Boolean).join('；'))];
}

/** Identity numbers (GB 11643: 17 digits and a check character) and phone numbers keep their ends alone. */
export function maskText(text: string): string {
  return text
    .replace(/(?<!\w)(\d{6})\d{8}(\d{3}[\dXx])(?!\w)/g, '$1********$2')
    .replace(/(?<!\d)((?:(?:00)?86[ -]?)?1[3-9]\d)[ -]?\d{4}[ -]?(\d{4})(?!\d)/g, '$1****$2')
    .replace(/(?<!\d)(0\d{2,3}[- ]?)\d{3,6}(\d{2})(?!\d)/g, '$1****$2');
}

/** A cell that a spreadsheet would compute is kept as text (OWASP, CSV injection). */
export function neutral(cell: string): string {
  return /^[=+\-@\t\r\n＝＋－＠]/.test(cell) ? `'${cell}` : cell;
}

/** `YYYY-MM-DD HH:MM:SS` in China. */
function localTime(instant: Date): string {
  const date = localDate(instant);
  const seconds = Math.floor((instant.getTime() - Date.parse(`${addDays(date, 0)}T00:00+08:00`)) / 1000);
  const part = (value: number): string => String(Math.floor(value)).padStart(2, '0');
  return `${date} ${part(seconds / 3600)}:${part((seconds % 3600) / 60)}:${part(seconds % 60)}`;
}
