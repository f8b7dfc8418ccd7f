import { join } from 'node:path';
import { readCatalogueArticles } from '../knowledge/sources';
import { readRequests } from './requests';
import { satisfies } from './satisfaction';

const article = {
  matterCode: 'GJJ-11',
  title: { zh: '比例一年能改几次？', en: 'How often may the rate change?' },
  body: { zh: '多数城市一个缴存年度只能调整一次。', en: 'Once a year in most cities.' },
};

it.each<[string, string, string[], boolean]>([
  ['says all that was asked', 'GJJ-11', ['缴存年度', '一次'], true],
  ['says it in English', 'GJJ-11', ['Once a year'], true],
  ['says a part of it', 'GJJ-11', ['缴存年度', '12%'], false],
  ['is about another matter', 'GJJ-12', ['缴存年度'], false],
  ['may say anything: what would settle it is not known', 'GJJ-11', [], false],
])('an Answer that %s', (_, matterCode, satisfiedBy, expected) => {
  expect(satisfies(article, { matterCode, satisfiedBy })).toBe(expected);
});

it('can be given to every request that says what would settle it', async () => {
  const articles = await readCatalogueArticles();
  const requests = await readRequests(join(__dirname, 'requests.jsonl'), Infinity);
  const settled = requests.filter(({ satisfiedBy }) => satisfiedBy.length > 0);
  expect(settled.length).toBeGreaterThan(30);
  const hopeless = settled.filter(
    ({ matter = '', satisfiedBy }) =>
      !articles.some((found) => satisfies(found, { matterCode: matter, satisfiedBy })),
  );
  expect(hopeless.map(({ text, satisfiedBy }) => [text, satisfiedBy])).toEqual([]);
});
