import type { EmergencyNumber } from '#contracts';

interface Emergency extends EmergencyNumber {
  told: RegExp;
}

const EMERGENCIES: readonly Emergency[] = [
  {
    number: '110',
    service: { zh: '报警', en: 'Police' },
    told: /(?<!\d)110(?!\d)|抢劫|绑架|持刀|行凶|杀人|枪击|非法拘禁|殴打|被打伤|人身威胁|炸弹/,
  },
  {
    number: '119',
    service: { zh: '火警', en: 'Fire brigade' },
    told: /(?<!\d)119(?!\d)|着火|起火|火灾|爆炸|燃气泄漏|煤气泄漏|被困电梯|电梯困人/,
  },
  {
    number: '120',
    service: { zh: '医疗急救', en: 'Ambulance' },
    told: /(?<!\d)120(?!\d)|急救|昏迷|晕倒|心脏骤停|大出血|中毒|轻生|自杀|跳楼/,
  },
  {
    number: '122',
    service: { zh: '交通事故', en: 'Traffic accidents' },
    told: /(?<!\d)122(?!\d)|车祸|交通事故|撞车|肇事逃逸/,
  },
];

/**
 * The emergency numbers that a text calls for. It errs towards showing one: a number too many does no harm.
 * Numbers that are part of a longer one, such as a phone number, do not count.
 */
export const emergenciesIn = (text: string): EmergencyNumber[] =>
  EMERGENCIES.filter(({ told }) => told.test(text)).map(({ number, service }) => ({ number, service }));
