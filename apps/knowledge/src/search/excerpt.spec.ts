import { excerptOf } from './excerpt';
import { readQuery } from './query';

const marked = (query: string, text: string): string[] => {
  const excerpt = excerptOf(readQuery(query), text);
  return excerpt.highlights.map(({ start, end }) => excerpt.text.slice(start, end));
};

it('marks the words of the query as they are written', () => {
  expect(marked('遗失声明', '營業執照遺失的，應當聲明作廢。遺失聲明免費')).toEqual([
    '遺失',
    '聲明',
    '遺失聲明',
  ]);
  expect(marked('SC证', '办理ＳＣ证')).toEqual(['ＳＣ证']);
});

it('shows the part that says most, however long the text is', () => {
  const { text, highlights } = excerptOf(readQuery('股权出质'), `${'无关内容。'.repeat(300)}股权出质登记`);
  expect(text).toContain('股权出质');
  expect(text.length).toBeLessThanOrEqual(120);
  expect(highlights).toHaveLength(1);
});

it('keeps places right behind characters outside the basic plane', () => {
  expect(marked('公积金', '𠮷野家😀公积金')).toEqual(['公积金']);
});

it('ends with a whole character, also outside the basic plane', () => {
  const { text } = excerptOf(readQuery('公积金'), `公积金${'😀'.repeat(100)}`);
  expect(text).toBe(`公积金${'😀'.repeat(58)}`);
});

it('shows the beginning when nothing matches', () => {
  expect(excerptOf(readQuery('股权'), '食品')).toEqual({ text: '食品', highlights: [] });
});
