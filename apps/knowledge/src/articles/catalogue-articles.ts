import {
  MAX_BODY_LENGTH,
  MAX_TITLE_LENGTH,
  type AgencyCatalogue,
  type ArticleKind,
  type BilingualText,
  type MatterGuide,
} from '#contracts';
import { v5 as uuidv5 } from 'uuid';

/** An article made of the catalogue; its id stays the same from one reading to the next. */
export interface CatalogueArticle {
  id: string;
  matterCode: string;
  agencyCode: string;
  kind: ArticleKind;
  title: BilingualText;
  body: BilingualText;
}

const NAMESPACE = '5d0c2c2e-6f0a-5b3e-9a57-0c8f7f6f5201';

/** For each matter its guide, then one article per question, in the catalogue's order. */
export const articlesOf = ({ code: agencyCode, matters }: AgencyCatalogue): CatalogueArticle[] =>
  matters
    .flatMap((guide) => [
      articleOf(guide, 'guide', 'guide', guide.name, guideBody(guide)),
      ...guide.questions.map(({ question, answer }, index) =>
        articleOf(guide, 'question', `question/${index}`, question, answer),
      ),
    ])
    .map((article) => ({ ...article, agencyCode }));

function articleOf(
  { code }: MatterGuide,
  kind: ArticleKind,
  part: string,
  { zh, en }: BilingualText,
  body: BilingualText,
): Omit<CatalogueArticle, 'agencyCode'> {
  const id = uuidv5(`${code}/${part}`, NAMESPACE);
  const cut = (text: string): string => shortened(text, MAX_TITLE_LENGTH);
  return {
    id,
    matterCode: code,
    kind,
    title: { zh: cut(zh), en: cut(en) },
    body: { zh: body.zh, en: body.en },
  };
}

function guideBody(guide: MatterGuide): BilingualText {
  const sections: [BilingualText, BilingualText[]][] = [
    [{ zh: '谁可以办', en: 'Who may apply' }, [guide.applicants]],
    [{ zh: '承诺时限', en: 'Promised time' }, [guide.promisedTime]],
    [{ zh: '法定时限', en: 'Statutory time' }, [guide.statutoryTime]],
    [{ zh: '材料', en: 'Materials' }, guide.materials],
    [{ zh: '步骤', en: 'Steps' }, guide.steps],
    [{ zh: '办理渠道', en: 'Where to apply' }, guide.channels],
    [{ zh: '费用', en: 'Fees' }, [guide.fees]],
    [{ zh: '常见错误', en: 'Common mistakes' }, guide.commonMistakes],
    [{ zh: '依据', en: 'Legal basis' }, guide.legalBasis],
  ];
  const inLanguage = (language: 'zh' | 'en', colon: string): string => {
    const paragraphs = sections
      .filter(([, texts]) => texts.length > 0)
      .map(
        ([heading, texts]) => `${heading[language]}${colon}${listed(texts.map((text) => text[language]))}`,
      );
    return shortened(paragraphs.join('\n\n'), MAX_BODY_LENGTH);
  };
  return { zh: inLanguage('zh', '：'), en: inLanguage('en', ': ') };
}

const listed = (texts: string[]): string =>
  texts.length > 1 ? texts.map((text, index) => `\n${index + 1}. ${text}`).join('') : (texts[0] ?? '');

const shortened = (text: string, length: number): string =>
  text.length > length ? `${text.slice(0, length - 1)}…` : text;
