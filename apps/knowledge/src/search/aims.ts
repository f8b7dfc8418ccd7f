/** What a question aims at, and what answers to it say; finer than the intents, and counted. */
const AIMS = {
  place: [
    /哪里|哪儿|在哪|何处|地点|地址|哪个(部门|单位|机构|窗口)|去哪|到哪/gu,
    /[到去向在][^,。;]{2,25}(局|部门|中心|窗口|大厅|所|站|处|网点|街道|社区|医院|银行|平台|网站)|路\d+号|\d+号窗口|地址|位于/gu,
  ],
  telephone: [/电话|联系|咨询|热线|投诉/gu, /\d{3,4}-?\d{7,8}|12\d{3}|热线|电话|拨打/gu],
  date: [
    /什么时候|何时|几月|时间(是|为|安排)?\??$|几点|哪天|的时间/gu,
    /\d+[月日时点]|每[年月周日天]|工作日|星期|上午|下午|\d+:\d+|之?日起/gu,
  ],
  duration: [
    /多久|多长|几天|期限|时限|有效期|周期|多少(天|个?工作日)/gu,
    /\d+(个)?(工作日|日|天|年|个月|小时|分钟)(内|以内)?|当(场|日)|即时|长期|以内/gu,
  ],
  money: [
    /多少钱|费用|收费|金额|额度|补贴|价格|缴费标准|工资|标准/gu,
    /\d+(\.\d+)?(元|万|%|倍)|免费|不收|收费|标准/gu,
  ],
  amount: [
    /多少|几(个|次|种|项|类|级|家)/gu,
    /\d+(个|次|种|项|类|级|家|人|名|%)|[一二三四五六七八九十]+(个|次|种|项|类|级|家)/gu,
  ],
  condition: [
    /条件|资格|要求|适用(范围|对象|人员)?|对象|哪些人|谁|什么人|范围/gu,
    /应当?(具备|符合)|符合|具备|具有|满足|以上|年满|凡|适用于|以下条件|本市(户籍|户口)|持有|属于/gu,
  ],
  materials: [
    /材料|资料|证件|手续|带什么|提交什么|提供(什么|哪些)/gu,
    /身份证|户口|证明|申请(表|书)|复印件|原件|营业执照|照片|合同|材料|证书|登记表/gu,
  ],
  manner: [
    /如何|怎么|怎样|流程|步骤|程序|操作|方式|途径|渠道/gu,
    /登录|点击|选择|填写|提交|进入|打开|第[一二三]步|下载|上传|扫码|搜索|注册|拨打|申请|审核/gu,
  ],
  definition: [
    /什么是|是什么|什么叫|是指|含义|定义|概念|意思|何为/gu,
    /^[^。,;]{0,30}(是指|指的是|指|是|即|称为|表示)/gu,
  ],
  reason: [
    /为什么|为何|原因|目的|意义|为啥|作用|好处/gu,
    /因为|由于|为了|原因|因此|从而|有利于|导致|造成|避免|防止|根据/gu,
  ],
  yesOrNo: [
    /吗\??$|是否|能否|可否|可不可以|能不能|是不是|有没有|会不会|要不要/gu,
    /^(您好[,!。]?|答:?)?(可以|不可以|能|不能|不|是的|是,|需要|无需|没有|有|不会|会|应|均|如|否|对)|不可以|可以|不能|无需|需要|不需要|不得/gu,
  ],
  list: [/哪些|哪几|有什么|包括|内容|种类|类型|哪种/gu, /[一二三四1-9]、|\([一二三1-9]\)|①|包括|;|、|分为/gu],
  prohibition: [/不得|不能|禁止|不予|不可/gu, /不得|不能|禁止|不予|不可|严禁/gu],
  penalty: [
    /处罚|罚款|后果|责任|处理|违法|违规/gu,
    /罚款|处以|处罚|责令|吊销|警告|没收|扣分|记\d+分|违法|责任|拘留/gu,
  ],
  remedy: [
    /怎么办|怎么处理|丢失|遗失|忘记|错误|失败|不了|应该/gu,
    /重新|补办|联系|拨打|修改|更正|核实|请|建议|可|应/gu,
  ],
  difference: [/区别|不同|差别|差异|关系/gu, /区别|不同|而|相比|前者|后者|则|分别|主要是/gu],
  care: [/注意|安全|防范|预防|应对|避险|急救|自救/gu, /不要|应|尽量|避免|切勿|注意|及时|防止|千万|立即/gu],
} as const;

export type Aim = keyof typeof AIMS;
export const AIM_NAMES = Object.keys(AIMS) as Aim[];

/** What is read of an answer, and of its beginning. */
const LONGEST = 1_000;
const LEAD = 80;

/** How much a text says of what answers to each of `AIM_NAMES` say. */
export interface Speech {
  /** 0, ½ or 1: not at all, once or more often in the beginning. */
  lead: Float32Array;
  /** From 0: how densely. */
  density: Float32Array;
}

/** What a folded question aims at, in the order in which it says so: the last is mostly what it is about. */
export function aimsOf(question: string): Aim[] {
  return AIM_NAMES.map((name) => ({ name, at: lastOf(question, AIMS[name][0]) }))
    .filter(({ at }) => at >= 0)
    .sort((a, b) => a.at - b.at)
    .map(({ name }) => name);
}

const lastOf = (text: string, pattern: RegExp): number => [...text.matchAll(pattern)].at(-1)?.index ?? -1;

/** What a folded text says. */
export function speechOf(text: string): Speech {
  const read = text.slice(0, LONGEST);
  const beginning = text.slice(0, LEAD);
  const count = (of: string, name: Aim): number => of.match(AIMS[name][1])?.length ?? 0;
  return {
    lead: Float32Array.from(AIM_NAMES, (name) => Math.min(1, count(beginning, name) / 2)),
    density: Float32Array.from(AIM_NAMES, (name) =>
      Math.log(1 + (count(read, name) * 100) / (read.length + 60)),
    ),
  };
}
