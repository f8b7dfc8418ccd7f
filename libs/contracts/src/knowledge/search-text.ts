const MAX_LENGTH = 200;

const COURTESIES =
  /(您好|你好|在吗|在么|在不在|谢谢|多谢|感谢|麻烦(您|你)?|打扰(一下)?|请问(一下)?|我?想(问|咨询)(一下|下)?|好的|嗯+|\b(hello|hi|hey|thanks?|thank you|please|ok|okay)\b)/gi;

/** What is looked for when somebody has written `texts`, the newest first; empty when they are courtesies alone. */
export const searchTextOf = (texts: readonly string[]): string =>
  texts
    .map((text) => text.replace(COURTESIES, ' ').replace(/\s+/g, ' ').trim())
    .filter((text) => /[\p{L}\p{N}].*[\p{L}\p{N}]/u.test(text))
    .join(' ')
    .slice(0, MAX_LENGTH)
    .toWellFormed();
