import type { OrderRateDefinition, OrderRateName } from '#contracts';

/** A rate over orders: which ones count, and which of those count for it. Conditions are SQL over `f`, the facts. */
export interface OrderRateRule extends OrderRateDefinition {
  counts: string;
  good: string;
}

const DISPATCHED_ORDERS = { zh: '已派单的工单', en: 'Orders dispatched to an agency' };
const FOLLOWED_UP = {
  zh: '已回访的工单（以最近一次回访为准）',
  en: 'Orders followed up, by the last follow-up',
};

/** The rates that the loop of orders is judged by; targets as the domain's rules give them. */
export const ORDER_RATES: readonly OrderRateRule[] = [
  {
    name: 'signed-in-time',
    numerator: {
      zh: '每次派单均在签收时限内签收的工单',
      en: 'Orders signed for within the deadline, each time they were dispatched',
    },
    denominator: { zh: '已签收或已超过签收时限的工单', en: 'Orders signed for, or past the deadline for it' },
    excluded: {
      zh: '未到签收时限而尚未签收的；签收前退单、改派、并单、撤回的那次派单，签收前解除的协办',
      en: 'Not yet signed and not yet due; a dispatch that was returned, reassigned, merged or withdrawn before, a co-handler relieved before',
    },
    target: null,
    counts: 'f.signed_in_time IS NOT NULL',
    good: 'f.signed_in_time',
  },
  {
    name: 'first-contact-made',
    numerator: {
      zh: '承办单位已先行联系企业的工单',
      en: 'Orders whose agency has contacted the enterprise first',
    },
    denominator: {
      zh: '已先行联系或已超过先行联系时限的工单',
      en: 'Orders with the first contact made, or past the deadline for it',
    },
    excluded: {
      zh: '未到时限而尚未联系的；按规则无须先行联系的',
      en: 'Not yet made and not yet due; orders without such a clock',
    },
    target: 1,
    counts: 'f.contacted IS NOT NULL',
    good: 'f.contacted',
  },
  {
    name: 'settled-in-time',
    numerator: {
      zh: '已办结且每次办理均未超过办理时限的工单',
      en: 'Orders settled with no handling past its deadline',
    },
    denominator: {
      zh: '已办结或已超过办理时限的工单',
      en: 'Orders settled, or past the deadline for handling',
    },
    excluded: {
      zh: '未到时限的在办工单；等待企业期间不计时',
      en: 'Open and not yet due; time waiting for the enterprise does not count',
    },
    target: null,
    counts: 'f.settled_in_time IS NOT NULL',
    good: 'f.settled_in_time',
  },
  {
    name: 'solved',
    numerator: { zh: '回访为“已解决”的工单', en: 'Orders that the enterprise calls solved' },
    denominator: FOLLOWED_UP,
    excluded: { zh: '尚未回访的、未经回访直接办结的', en: 'Not followed up, or settled without' },
    target: 0.85,
    counts: 'f.solved IS NOT NULL',
    good: 'f.solved',
  },
  {
    name: 'satisfied',
    numerator: { zh: '回访为“满意”的工单', en: 'Orders that the enterprise is satisfied with' },
    denominator: FOLLOWED_UP,
    excluded: { zh: '尚未回访的、未经回访直接办结的', en: 'Not followed up, or settled without' },
    target: 0.85,
    counts: 'f.satisfied IS NOT NULL',
    good: 'f.satisfied',
  },
  {
    name: 'returned',
    numerator: { zh: '被退单一次及以上的工单', en: 'Orders returned once or more' },
    denominator: DISPATCHED_ORDERS,
    excluded: { zh: '从未派单的工单', en: 'Orders never dispatched' },
    target: null,
    counts: 'f.dispatched',
    good: 'f.returned',
  },
  {
    name: 'extended',
    numerator: { zh: '办理时限获准延期的工单', en: 'Orders whose deadline was extended' },
    denominator: DISPATCHED_ORDERS,
    excluded: {
      zh: '从未派单的工单；申请未获准的不计入分子',
      en: 'Orders never dispatched; an extension refused does not count',
    },
    target: null,
    counts: 'f.dispatched',
    good: 'f.extended',
  },
  {
    name: 'redone',
    numerator: { zh: '重办一次及以上的工单', en: 'Orders handled again once or more' },
    denominator: { zh: '已回访或已重办的工单', en: 'Orders followed up or handled again' },
    excluded: { zh: '尚未回访的工单', en: 'Orders not followed up' },
    target: null,
    counts: '(f.solved IS NOT NULL OR f.redone)',
    good: 'f.redone',
  },
];

export function orderRateRule(name: OrderRateName): OrderRateRule {
  const rule = ORDER_RATES.find((rate) => rate.name === name);
  if (!rule) throw new Error(`No rule for the rate ${name}.`);
  return rule;
}
