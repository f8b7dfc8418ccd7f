/** What a question asks for, and how an answer to it reads. */
const INTENTS = {
  definition: [
    /什么是|是什么$|什么叫|是指什么|定义|含义|概念|何为|界定/u,
    /^[^。,;]{0,30}(是指|指的是|是|指|即|称为)/u,
  ],
  manner: [
    /如何|怎么|怎样|流程|程序|步骤|方法|操作|手续|怎么办/u,
    /第一步|登录|打开|点击|流程|步骤|方式|拨打|网站|窗口|首先|1、|一、|\(1\)|\(一\)/u,
  ],
  date: [
    /什么时候|何时|多久|几天|几号|时间|期限|多长|周期|有效期|时限/u,
    /\d+年|\d+月|\d+日|\d+个?工作日|天内|小时|\d+时|至/u,
  ],
  place: [/哪里|哪儿|在哪|何处|地点|地址|哪个部门|咨询|电话/u, /地址|路|号|窗口|大厅|电话|\d{7,}|网站|官网/u],
  yesOrNo: [
    /吗[??]?$|是否|能否|可否|可不可以|能不能|是不是|有没有/u,
    /^(您好[,,]?|答[::]?)?(可以|不可以|能|不能|不|是的|是,|需要|无需|不需要|没有|有|不会|会|应|均|如)/u,
  ],
  list: [/哪些|几种|有什么|条件|材料|范围|内容|种类|包括|要求/u, /[一二三1]、|\([一1]\)|①|1\.|包括|;/u],
  amount: [/多少|标准|金额|费用|收费|几(个|种|条|元)/u, /\d+(元|%|万|倍|分|条|个|种)|免费|不收/u],
  reason: [/为什么|为何|原因|目的|意义|为啥/u, /因为|由于|为了|原因|因此|所以|为/u],
} as const;

export const INTENT_NAMES = Object.keys(INTENTS) as (keyof typeof INTENTS)[];

const bitsOf = (text: string, side: 0 | 1): number =>
  INTENT_NAMES.reduce((bits, name, index) => bits | (Number(INTENTS[name][side].test(text)) << index), 0);

/** What a folded question asks for: a bit for each of `INTENT_NAMES`. */
export const intentsOf = (question: string): number => bitsOf(question, 0);

/** What a folded text reads like the answer to: a bit for each of `INTENT_NAMES`. */
export const answersLike = (text: string): number => bitsOf(text, 1);
