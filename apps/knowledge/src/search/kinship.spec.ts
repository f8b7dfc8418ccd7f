import { cosines, directionOf, isOutdated, KINSHIP, kinships } from './kinship';

const even = (): number => 1;

describe('directionOf', () => {
  it('has a length of 1, and leads with what is rare', () => {
    const { weights, mostTelling, rarity } = directionOf('公积金缴存', (pair) => (pair === '缴存' ? 5 : 1));
    expect(Math.hypot(...weights)).toBeCloseTo(1);
    expect([mostTelling, rarity]).toEqual(['缴存', 5]);
  });

  it('has nothing of a text without Chinese', () => {
    expect(directionOf('12329', even).pairs).toHaveLength(0);
  });

  it('is outdated once its most telling pair tells more or less', () => {
    const direction = directionOf('公积金', even);
    expect(isOutdated(direction, even)).toBe(false);
    expect(isOutdated(direction, () => 1.5)).toBe(true);
  });
});

describe('cosines', () => {
  const read = (text: string): ReturnType<typeof directionOf> => directionOf(text, even);

  it.each([
    ['公积金缴存', '公积金缴存', 1],
    ['公积金', '营业执照', 0],
    ['公积金', '公积', Math.SQRT1_2],
    ['', '公积金', 0],
  ])('of %p and %p', (one, other, expected) => {
    expect(cosines(read(one), [read(other)])[0]).toBeCloseTo(expected);
  });

  it('tells every pair of a long text from all others', () => {
    const text = Array.from({ length: 200 }, (_, index) => String.fromCharCode(0x4e00 + index * 37)).join('');
    const [same, reversed] = cosines(read(text), [read(text), read([...text].reverse().join(''))]);
    expect(same).toBeCloseTo(1);
    expect(reversed).toBe(0);
  });
});

describe('kinships', () => {
  it('sets each text beside those that have more of the query', () => {
    const texts = ['公积金缴存比例', '公积金缴存基数', '营业执照遗失'];
    const found = kinships(
      texts.map((text) => directionOf(text, even)),
      [2, 1, 0],
    ).map((row) => Object.fromEntries(KINSHIP.map((name, index) => [name, row[index]])));
    const near = found[0]?.['nextOfKin'] ?? 0;
    expect(near).toBeGreaterThan(0.5);
    expect(found.map(({ kinBefore }) => kinBefore)).toEqual([0, near, 0]);
    expect(found.map(({ duplicates }) => duplicates)).toEqual([1, 1, 0]);
    expect(found[1]?.['kinOfLikely']).toBeGreaterThan(found[0]?.['kinOfLikely'] ?? 1);
  });

  it('takes no text for kin of itself or of its copy', () => {
    const copy = directionOf('公积金缴存比例', even);
    expect(kinships([copy, copy], [1, 1])).toEqual([KINSHIP.map(() => 0), KINSHIP.map(() => 0)]);
  });
});
