import { customPinyin, pinyin } from 'pinyin-pro';
import type { MatterGuide } from '#contracts';

/** Words of the desk's trade that the dictionary reads wrong. */
customPinyin({ 重名: 'chóng míng', 重组: 'chóng zǔ' });

/** Full-width forms become plain, letters small, ü is typed as v, apostrophes are left out. */
const normalise = (text: string): string =>
  text.normalize('NFKC').toLowerCase().replaceAll('ü', 'v').replaceAll(/['’]/g, '');

/** Of a text with Chinese in it, the reading without tones and spaces, or its initials. */
function spoken(text: string, pattern: 'pinyin' | 'first'): string {
  if (!/\p{Script=Han}/u.test(text)) return '';
  return pinyin(text, { pattern, toneType: 'none', type: 'array', nonZh: 'consecutive', v: true })
    .join('')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]/g, '');
}

/** Everything a matter can be found by, one term a line: code, names, keywords, and the Chinese ones' pinyin and initials. */
export function searchTerms({
  code,
  name,
  keywords,
}: Pick<MatterGuide, 'code' | 'name' | 'keywords'>): string {
  const named = [name.zh, ...keywords].map((text) => text.normalize('NFKC'));
  const terms = named.flatMap((text) => [normalise(text), spoken(text, 'pinyin'), spoken(text, 'first')]);
  return [...new Set([normalise(code), normalise(name.en), ...terms])].filter(Boolean).join('\n');
}

/** The words of a query; a matter is meant when each is a part of one of its search terms. */
export const searchWords = (query: string): string[] =>
  normalise(query)
    .split(/[\s\p{Cc}]+/u)
    .filter(Boolean);
