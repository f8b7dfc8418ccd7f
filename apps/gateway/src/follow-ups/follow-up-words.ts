export const PAGE_LANGUAGES = ['zh', 'en'] as const;
export type PageLanguage = (typeof PAGE_LANGUAGES)[number];

const zh = {
  lang: 'zh-CN',
  /** How this language is called in itself, and the link to the other one. */
  other: { language: 'en', name: 'English', lang: 'en' },
  desk: '企服专席',
  asking: {
    heading: '您的问题解决了吗？',
    about: (number: string, title: string) => `工单 ${number}：${title}`,
    once: (until: string) => `本页只能提交一次，有效期至 ${until}（北京时间）。`,
  },
  solved: { legend: '问题是否已经解决？', yes: '已解决', no: '未解决' },
  satisfied: { legend: '您对办理是否满意？', yes: '满意', no: '不满意' },
  reason: {
    label: '请说明情况',
    hint: '选择“未解决”或“不满意”时必须填写，最多 1000 字。请不要填写身份证号、银行账号等个人信息。',
  },
  submit: '提交',
  problems: {
    heading: '还不能提交，请检查：',
    prefix: '错误：',
    solved: '请选择问题是否已经解决',
    satisfied: '请选择您对办理是否满意',
    reason: '请说明未解决或不满意的情况',
    reasonLength: '说明最多 1000 字，请缩短',
    trouble: '暂时无法提交，您填写的内容仍在下面。请稍后再次提交。',
  },
  settled: { heading: '感谢您的反馈', text: '您的问题已经解决，工单已办结。您可以关闭本页。' },
  redo: { heading: '感谢您的反馈', text: '我们已记录您的意见，工单将退回承办单位重新办理。您可以关闭本页。' },
  answered: { heading: '本次回访已经完成', text: '我们已经收到答复，无需再次提交。' },
  expired: { heading: '链接已过期', text: '回访链接的有效期为七天。如仍有意见，请联系企服专席。' },
  unknown: { heading: '链接无效', text: '请检查链接是否完整。如收到过多条链接，请使用最近的一条。' },
  trouble: { heading: '暂时无法打开', text: '请稍后再次打开本链接，链接仍然有效。' },
  help: '如需帮助，请在应用内联系企服专席，或拨打 12345。',
};

export type FollowUpWords = typeof zh;

const en: FollowUpWords = {
  lang: 'en',
  other: { language: 'zh', name: '中文', lang: 'zh-CN' },
  desk: 'Enterprise Desk',
  asking: {
    heading: 'Has your problem been solved?',
    about: (number, title) => `Work order ${number}: ${title}`,
    once: (until) => `You can answer once, until ${until} (Beijing time).`,
  },
  solved: { legend: 'Has the problem been solved?', yes: 'Solved', no: 'Not solved' },
  satisfied: {
    legend: 'Are you satisfied with how it was handled?',
    yes: 'Satisfied',
    no: 'Not satisfied',
  },
  reason: {
    label: 'Please explain',
    hint: 'Needed for “not solved” or “not satisfied”, at most 1000 characters. Please leave out identity numbers, bank accounts and other personal data.',
  },
  submit: 'Send',
  problems: {
    heading: 'This cannot be sent yet. Please check:',
    prefix: 'Error: ',
    solved: 'Choose whether the problem has been solved',
    satisfied: 'Choose whether you are satisfied',
    reason: 'Explain what is not solved or not satisfactory',
    reasonLength: 'The explanation has at most 1000 characters: shorten it',
    trouble:
      'It cannot be sent at the moment. What you wrote is still below: please send it again a little later.',
  },
  settled: {
    heading: 'Thank you for your answer',
    text: 'Your problem is solved and the work order is closed. You can close this page.',
  },
  redo: {
    heading: 'Thank you for your answer',
    text: 'We have recorded what you said. The agency will handle the work order again. You can close this page.',
  },
  answered: {
    heading: 'This follow-up is complete',
    text: 'We have received an answer already. There is nothing more to send.',
  },
  expired: {
    heading: 'The link has expired',
    text: 'A link is valid for seven days. If you still have something to say, contact the enterprise desk.',
  },
  unknown: {
    heading: 'The link is not valid',
    text: 'Check that the link is complete. If you were sent several, use the last one.',
  },
  trouble: {
    heading: 'The page cannot be opened at the moment',
    text: 'Please open this link again a little later. It stays valid.',
  },
  help: 'For help, contact the enterprise desk in the app or call 12345.',
};

/** Everything that the page of a follow-up says. */
export const FOLLOW_UP_WORDS: Record<PageLanguage, FollowUpWords> = { zh, en };
