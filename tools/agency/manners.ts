import { createHash } from 'node:crypto';

/** How the agency works: pauses in ms, and which share of new orders it returns. */
export interface Manners {
  pauseMs: number;
  returnShare: number;
}

/** One thing that the agency does about a handover. */
export interface Deed {
  type: string;
  data: Record<string, unknown>;
}

const GROUNDS = [{ kind: 'notice', title: '市市场监督管理局办事指南', reference: '2026-1' }];

/** Between 0 and 1, the same for the same order. */
const lotOf = (orderId: string): number =>
  createHash('sha256').update(orderId).digest().readUInt16BE(0) / 65_536;

/** What the agency does about a handover, in this order. */
export function deedsOf(kind: string, orderId: string, { returnShare }: Manners): Deed[] {
  const reply = (text: string): Deed => ({
    type: 'order.replied',
    data: { orderId, text, grounds: GROUNDS, head: '王局长' },
  });
  switch (kind) {
    case 'order':
      if (lotOf(orderId) < returnShare)
        return [
          { type: 'order.returned', data: { orderId, reason: 'not-our-duty', text: '不属于本部门职责。' } },
        ];
      return [
        { type: 'order.signed', data: { orderId } },
        { type: 'order.contacted', data: { orderId, text: '已电话联系企业经办人。' } },
        reply('已核实并办结，结果已告知企业。'),
      ];
    case 'return-refused':
      return [
        { type: 'order.signed', data: { orderId } },
        { type: 'order.contacted', data: { orderId, text: '已联系企业。' } },
        reply('按裁定办理完毕。'),
      ];
    case 'position-asked':
      return [{ type: 'order.position-stated', data: { orderId, text: '该事项不在本部门权责清单内。' } }];
    case 'redo':
      return [
        { type: 'order.contacted', data: { orderId, text: '重办：负责人已联系企业。' } },
        reply('重办完毕，企业已确认。'),
      ];
    case 'reply-refused':
      return [reply('已按审核意见补充答复。')];
    default:
      return [];
  }
}
