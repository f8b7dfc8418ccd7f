import type { BilingualText } from '#contracts';

export interface ReturnReason {
  code: string;
  reason: BilingualText;
}

/** Why an agency may give an order back. */
export const RETURN_REASONS: readonly ReturnReason[] = [
  { code: 'not-our-duty', reason: { zh: '不属于本单位职责', en: 'Not among our duties' } },
  { code: 'not-our-district', reason: { zh: '不属于本辖区', en: 'Not in our district' } },
  { code: 'another-agency-leads', reason: { zh: '应由其他单位主办', en: 'Another agency should lead' } },
  {
    code: 'facts-unclear',
    reason: { zh: '诉求或事实不清，无法办理', en: 'The request or the facts are too unclear to act on' },
  },
  { code: 'already-in-hand', reason: { zh: '同一诉求已在办理', en: 'The same request is in hand already' } },
  {
    code: 'should-be-declined',
    reason: { zh: '属于不予受理情形', en: 'Belongs to a class that is not taken' },
  },
];

export interface DeclinedClass extends ReturnReason {
  /** Where the matter belongs instead. */
  channel: BilingualText;
}

/** Its channel is what whoever declines says. */
export const OTHER_CLASS = 'other';

/** What a government service hotline does not take (不予受理), after GB/T 33358 and cities' hotline rules; a preset. */
export const DECLINED_CLASSES: readonly DeclinedClass[] = [
  {
    code: 'outside-government',
    reason: { zh: '不属于政府职责或本市管理范围', en: 'Outside the duties of government or the city' },
    channel: {
      zh: '请向有关单位、行业组织或当地 12345 热线反映',
      en: 'Turn to the organisation concerned, its association or the 12345 hotline of that place',
    },
  },
  {
    code: 'emergency',
    reason: { zh: '属于 110、119、120、122 等紧急求助', en: 'An emergency for 110, 119, 120 or 122' },
    channel: {
      zh: '请立即拨打：报警 110、火警 119、急救 120、交通事故 122',
      en: 'Call at once: police 110, fire 119, ambulance 120, traffic accidents 122',
    },
  },
  {
    code: 'party-congress-court-military',
    reason: {
      zh: '涉及党委、人大、政协、法院、检察院、监委或军队事务',
      en: 'Concerns the party, congress, the consultative conference, courts, procuratorates, supervision or the military',
    },
    channel: {
      zh: '请向相应机关反映：纪检监察 12388、检察 12309、法院 12368',
      en: 'Turn to the body itself: discipline and supervision 12388, procuratorate 12309, courts 12368',
    },
  },
  {
    code: 'legal-procedure',
    reason: {
      zh: '应当或已经进入诉讼、仲裁、行政复议、信访或信息公开程序',
      en: 'Belongs in or went through litigation, arbitration, administrative review, petition or information disclosure',
    },
    channel: {
      zh: '请通过法定程序处理；法律咨询可拨打 12348',
      en: 'Use the procedure laid down by law; for legal advice call 12348',
    },
  },
  {
    code: 'secrets-or-privacy',
    reason: {
      zh: '涉及国家秘密、商业秘密或个人隐私',
      en: 'Concerns state secrets, trade secrets or personal privacy',
    },
    channel: {
      zh: '请到主管部门当面反映，勿通过网络或电话提供',
      en: 'Turn to the competent department in person, not online or by phone',
    },
  },
  {
    code: 'already-in-hand',
    reason: {
      zh: '同一事项正在办理，或已办结且没有新的事实',
      en: 'In hand already, or closed with no new facts',
    },
    channel: {
      zh: '请凭原工单编号查询进度；有新的事实可补充后再次提出',
      en: 'Ask by the number of the first order; come again with new facts',
    },
  },
  {
    code: 'abusive-or-empty',
    reason: {
      zh: '恶意骚扰、侮辱谩骂或没有实际诉求',
      en: 'Harassment, abuse, or no real request',
    },
    channel: {
      zh: '有具体诉求时，请说明事实后再次提出',
      en: 'With a real request, state the facts and come again',
    },
  },
  {
    code: OTHER_CLASS,
    reason: { zh: '其他依法依规不予受理的情形', en: 'Otherwise not to be taken by law or rule' },
    channel: {
      zh: '请向坐席说明中指出的单位或渠道反映',
      en: 'Turn to the place that the seat has named',
    },
  },
];

export const declinedClass = (code: string | null | undefined): DeclinedClass | undefined =>
  DECLINED_CLASSES.find((one) => one.code === code);
