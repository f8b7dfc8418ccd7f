import type { AgencyCatalogue, MatterGuide } from '#contracts';

/** A small sound guide. */
export const aGuide = (code: string, over: Partial<MatterGuide> = {}): MatterGuide => ({
  code,
  verified: false,
  name: { zh: '企业名称自主申报', en: 'Enterprise name self-declaration' },
  keywords: ['起名'],
  legalBasis: [],
  statutoryTime: { days: null, unit: null, zh: '无', en: 'None' },
  promisedTime: { days: 1, unit: 'workday', zh: '1个工作日', en: '1 working day' },
  applicants: { zh: '企业', en: 'Enterprises' },
  materials: [{ zh: '申请书', en: 'Application' }],
  steps: [{ zh: '网上申报', en: 'Apply online' }],
  channels: [{ zh: '网上平台', en: 'Online platform' }],
  fees: { zh: '不收费', en: 'Free of charge' },
  commonMistakes: [],
  questions: [{ question: { zh: '要多久？', en: 'How long?' }, answer: { zh: '一天。', en: 'A day.' } }],
  note: { zh: '', en: '' },
  ...over,
});

export const aCatalogue = (code: string, matters: MatterGuide[]): AgencyCatalogue => ({
  code,
  name: { zh: '市市场监督管理局', en: 'Market Regulation' },
  matters,
});
