import { spellingKeys, vocabularyWord } from './spelling';
import { Vocabulary } from './vocabulary';

describe('the vocabulary', () => {
  const vocabulary = new Vocabulary();
  for (const word of ['营业执照', '合名', '核名', '公积金']) vocabulary.add(vocabularyWord(word));
  const near = (text: string): string[] => vocabulary.near(spellingKeys(text)).map(({ word }) => word);

  it.each([
    ['what sounds alike', '营业直照', '营业执照'],
    ['another character', '营业热照', '营业执照'],
    ['its pinyin', 'gongjijin', '公积金'],
    ['its initials', 'gjj', '公积金'],
  ])('has a word for %s', (_case, text, word) => {
    expect(near(text)).toContain(word);
  });

  it('has each word once and in order, however it is found', () => {
    vocabulary.add(vocabularyWord('核名'));
    expect(near('核名')).toEqual(['合名', '核名']);
  });

  it('has nothing for what nobody wrote', () => {
    expect(near('彩虹')).toEqual([]);
  });
});
