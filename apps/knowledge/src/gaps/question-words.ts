/** A meaning and the words that say it. */
export type Meaning = readonly [name: string, words: RegExp];

/** Different words for one thing, brought to one of them. */
export const SAME: readonly (readonly [RegExp, string])[] = [
  [/住所|经营场所|注册地址?|办公(地址|室|场所|地点)|场地|地点/g, '地址'],
  [/住房公积金/g, '公积金'],
  [/1类/g, '一类'],
  [/2类/g, '二类'],
  [/3类/g, '三类'],
  [/医疗器械|医械/g, '器械'],
  [/增资/g, '增加注册资本'],
  [/减资/g, '减少注册资本'],
  [/营业执照/g, '执照'],
  [/执照上/g, '执照'],
  [/法定代表人|法人代表/g, '法人'],
  [/个体工商户/g, '个体户'],
  [/(公司|企业)?的?(名称|名字|起名|核名)(自主)?(核准|审核|申报|登记|预先)*/g, '名称'],
  [/员工|职工|人员|雇员/g, '员工'],
  [/离职|辞职|辞退|走了/g, '离职'],
  [/购买住房|买了?(新|首套)?房子?|购房|首套房|首付款?/g, '购房'],
  [/租房子?|房租|租赁住房|租金/g, '租房'],
  [/(食品经营|食品|餐饮)(许可证?|证)/g, '食证'],
  [/减员|停缴|要停|封存/g, '封存'],
  [/(委托|自动)(扣款|收款)|托收|汇缴扣款|扣款|没扣/g, '扣款'],
  [/补贴|补助|奖励|奖补|奖金|资助|资金支持|给钱/g, '补助'],
  [/利息补助/g, '贴息'],
  [/(补助)+(资金|标准|金额|政策)?|补多少钱/g, '补助'],
  [/licences?|licenses/g, 'license'],
];

/** What is to be done. Questions about different deeds are different questions. */
export const ACTIONS: readonly Meaning[] = [
  ['lose', /丢失|遗失|[弄搞]丢了?|丢了|丢|[弄搞]没了?|不见了?|找不[到着]了?|掉了|被偷|lost|lose|missing/g],
  ['reissue', /补办|补领|补一[个张](新的)?|补发|再领(一[个张])?|重新申?领|重新办(一[个张])?|补(?!助)/g],
  ['unlock', /密码|忘了|忘记|解锁|锁住了?|被锁了?|锁|重置|输错|password|unlock|reset/g],
  ['renew', /延续|延期|续期|续办|续签|续|有效期届满|快?[到过]期了?|换证|renew(al|ing)?|extend|extension/g],
  ['late', /逾期|没按时|晚交|缴晚了?|晚缴|漏缴|欠缴|补缴|滞纳金?|overdue|late/g],
  ['raise', /增加|提高|调高|上调|加到|raise|increase/g],
  ['lower', /降低|下调|调低|减少|降到|降比例?|降|reduce|reduction|lower|decrease/g],
  ['cancel', /注销|撤销|关掉|关闭|cancel|deregister|close/g],
  ['change', /变更|更换|更改|修改|换|改|搬(到|家|了)?|迁移?|change|move|transfer/g],
  [
    'refuse',
    /驳回|被?拒了?|退回|没?不?让用|[没未不](审核)?(能)?(通过|过)|没扣?成功|不成功|失败|[扣办]不[了上]|没[扣办]上|rejected|refused|failed/g,
  ],
  ['withdraw', /提取|支取|取出来?|取(?!得|消)|提(?!供|交|高|前|升)|withdraw/g],
  ['move', /转移|转入|转出/g],
  ['seal', /封存/g],
  ['unseal', /启封/g],
  ['borrow', /贷款(?!贴息|担保)|借款|loans?/g],
  ['found', /新开|新办|开一?家|开设|开办|设立|成立|首次|开户|found|set up|start/g],
];

/** Why it is to be done. */
export const OCCASIONS: readonly Meaning[] = [
  ['buy', /购房/g],
  ['rent', /租房/g],
  ['leave', /离职/g],
  ['retire', /退休/g],
  ['illness', /大病|重病|住院/g],
  ['death', /去世|死亡|继承/g],
];

/** What one wants to know of it. */
export const ASPECTS: readonly Meaning[] = [
  [
    'materials',
    /材料(清单)?|资料|文件|证件|清单|准备|要带|带(什么|啥|哪些)|带|交什么|提供|表格|documents?|materials?|papers?|forms?/g,
  ],
  [
    'time',
    /多久|多长时间|几天|多少天|几个工作日|多少个?工作日|工作日|时限|什么时候|啥时候|何时|时间|期限|周期|多快|how long|when|days?/g,
  ],
  ['fee', /收费|费用|多少钱|要钱|交钱|免费|手续费|花钱|价格|fees?|costs?|how much|free|charge/g],
  ['place', /哪里|哪儿|在哪|去哪|什么地方|窗口|网上|线上|线下|app|where|online|window/g],
  ['penalty', /罚款|处罚|后果|会怎样|罚多少|罚|fines?|penalt(y|ies)/g],
  ['amount', /比例|额度|标准|金额|上限|最多|最高|余额|基数|how many|amount|limit/g],
  ['eligibility', /条件|资格|符合|满足|享受|eligible|qualify|conditions?|requirements?/g],
];

/** Words that any question may hold. */
export const COMMON =
  /我们公司|我们企业|大概|大约|全部|[弄办]完|完成|[办弄]?下来|[办弄]好|原件|正本|副本|情况|[请想]?问下|咨询|处理|解决|整|单子|成功|资质|我们单位|我公司|我司|本公司|本企业|贵局|我们|你们|咱们|我|你|您|公司|企业|单位|怎么样|怎么|怎样|如何|咋|能不能|可不可以|可以|能否|是否|是不是|有没有|要不要|用不用|需不需要|需要|应该|必须|什么|哪些|哪个|哪|啥|多少|办理|申请|操作|流程|步骤|登记|政策|手续|办|弄|搞|做|去|来|走|一下|一个|这个|那个|这种|现在|目前|如果|的话|因为|所以|但是|然后|还是|或者|新的|就|都|也|还|又|再|才|不|没|有|无|是|在|和|跟|与|及|把|被|给|让|对|为|从|到|向|的|地(?!址)|得|了|着|过|前|后|吗|嘛|么|呢|啊|呀|吧|哦|要|想|会|能|该|请|个|些|点|公告|公示期?|\b(the|a|an|is|are|do|does|did|i|we|our|my|you|your|it|to|of|for|in|on|at|and|or|can|could|what|which|how|need|should|must|if|there|any|apply|procedure|process|business|company)\b/g;

/** What makes a message a question. */
export const ASKS =
  /[?？]|吗|么(?=$|[，。！\s])|呢|伐|怎|咋|什么|啥|哪|几(?!乎)|多少|多久|多长|如何|为何|(.)[不没]\1|[不没吧](?=$|[\s，。！!])|能否|是否|可否|有没|求助|请教|\b(how|what|which|when|where|why|who|can|could|may|do|does|is|are|should)\b/iu;

/** How a message begins or ends that takes note of an answer. */
export const TAKES_NOTE =
  /^[\s\p{P}\p{S}]*(谢|多谢|感谢|好(?=[的吧嘞，,。！!\s]|$)|收到|知道了|明白|懂|了解|哦|噢|喔|行(?=[，,。！!\s])|那我|那就|ok\b|okay|thank|got it)|(明白|懂|哦|太好)了?[\s\p{P}\p{S}]*$/iu;
