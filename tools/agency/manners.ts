import { createHash } from 'node:crypto';
import type { AgencyOrderAction } from '#contracts';

/** How the agency works where no plan says otherwise: pauses in ms, and which share of new orders it returns. */
export interface Manners {
  pauseMs: number;
  returnShare: number;
}

/** What an agency makes of one order. */
export interface Plan {
  /** So many times it gives it back. */
  returns?: number;
  /** So many working days more it asks for. */
  extension?: number;
  /** After the first contact it does nothing until it is supervised. */
  stalls?: boolean;
}

/** One thing that the agency does about a handover, as the event of a signed delivery. */
export interface Deed {
  type: string;
  data: Record<string, unknown>;
}

/** What each event does with the order. */
export const DEED_ACTIONS: Readonly<Record<string, AgencyOrderAction>> = {
  'order.signed': 'sign',
  'order.returned': 'return',
  'order.position-stated': 'state-position',
  'order.contacted': 'first-contact',
  'order.extension-requested': 'request-extension',
  'order.replied': 'reply',
};

const GROUNDS = [{ kind: 'notice', title: '市级部门办事指南', reference: '2026-1' }];

/** Between 0 and 1, the same for the same order. */
const lotOf = (orderId: string): number =>
  createHash('sha256').update(orderId).digest().readUInt16BE(0) / 65_536;

/** What comes of an order that nobody has made a plan for. */
export const usualPlan = (orderId: string, { returnShare }: Manners): Plan =>
  lotOf(orderId) < returnShare ? { returns: 1 } : {};

/**
 * What the agency does about a handover, in this order.
 * @param before how many times it was given the order before.
 */
export function deedsOf(kind: string, orderId: string, plan: Plan, before: number): Deed[] {
  const deed = (type: string, data: Record<string, unknown> = {}): Deed => ({
    type: `order.${type}`,
    data: { orderId, ...data },
  });
  const reply = (text: string): Deed => deed('replied', { text, grounds: GROUNDS, head: '王局长' });
  switch (kind) {
    case 'order':
    case 'return-refused': {
      if (before < (plan.returns ?? 0))
        return [deed('returned', { reason: 'not-our-duty', text: '不属于本部门职责。' })];
      const taken = [deed('signed'), deed('contacted', { text: '已电话联系企业经办人。' })];
      if (plan.stalls) return taken;
      if (plan.extension)
        return [
          ...taken,
          deed('extension-requested', { workdays: plan.extension, text: '需向外地单位核实，申请延期。' }),
        ];
      return [...taken, reply(before > 0 ? '按要求办理完毕。' : '已核实并办结，结果已告知企业。')];
    }
    case 'extension-decided':
      return plan.extension ? [reply('外地单位已复函，现已办结。')] : [];
    case 'supervised':
      return plan.stalls ? [reply('已加急办结，向企业致歉。')] : [];
    case 'position-asked':
      return [deed('position-stated', { text: '该事项不在本部门权责清单内。' })];
    case 'redo':
      return [deed('contacted', { text: '重办：负责人已联系企业。' }), reply('重办完毕，企业已确认。')];
    case 'reply-refused':
      return [reply('已按审核意见补充答复。')];
    default:
      return [];
  }
}
