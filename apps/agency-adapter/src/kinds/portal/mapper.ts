import type { BilingualText, Handover, HandoverKind } from '#contracts';

const HEADINGS: Record<HandoverKind, BilingualText> = {
  order: { zh: '新工单', en: 'New work order' },
  urged: { zh: '催单', en: 'Urged' },
  supervised: { zh: '督办', en: 'Supervised' },
  suspended: { zh: '暂停计时', en: 'Suspended' },
  resumed: { zh: '恢复计时', en: 'Resumed' },
  'extension-decided': { zh: '延期申请已批复', en: 'Extension decided' },
  'return-refused': { zh: '退单未通过', en: 'Return refused' },
  'position-asked': { zh: '请陈述意见', en: 'State your position' },
  'reply-accepted': { zh: '答复已通过审核', en: 'Reply accepted' },
  'reply-refused': { zh: '答复被退回', en: 'Reply sent back' },
  redo: { zh: '重办', en: 'Redo' },
  withdrawn: { zh: '工单已收回', en: 'Withdrawn' },
  settled: { zh: '工单已办结', en: 'Settled' },
  confidentiality: { zh: '保密状态已变更', en: 'Confidentiality changed' },
  invitation: { zh: '邀请专家进入会话', en: 'Expert invited' },
};

/** A card of the agency's worklist. */
export function toCard({
  id,
  kind,
  at,
  order,
  invitation,
  decision,
  workdays,
  reason,
  text,
}: Handover): Record<string, unknown> {
  return {
    id,
    at,
    heading: HEADINGS[kind],
    ...(order ? { orderId: order.id, number: order.number, title: order.title, urgency: order.urgency } : {}),
    ...(invitation ? { invitationId: invitation.id, expiresAt: invitation.expiresAt } : {}),
    ...(decision ? { decision } : {}),
    ...(workdays ? { workdays } : {}),
    ...(reason ? { reason } : {}),
    ...(text ? { text } : {}),
  };
}
