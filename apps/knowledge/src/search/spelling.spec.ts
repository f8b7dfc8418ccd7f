import { repair, spellingKeys, vocabularyOf, vocabularyWord } from './spelling';

const vocabulary = [
  ...['营业执照', '股权', '转让', '股权转让', '注销', '医疗器械', '公积金', '核名'],
  ...['树叶', '现在', '复核通过', '健胃'],
].map(vocabularyWord);

it.each([
  ['a homophone of the whole word', '营业直照丢了', '营业执照丢了'],
  ['a homophone of two characters', '公司注消', '公司注销'],
  ['sounds that are often mistaken', '公斯股全转让', '公斯股权转让'],
  ['one character of four', '医疗器戒', '医疗器械'],
  ['pinyin', 'heming 要多久', '核名 要多久'],
  ['initials', 'gqzr', '股权转让'],
  ['what is right', '营业执照丢了', '营业执照丢了'],
  ['no word that another sounds like', '输液要多久', '输液要多久'],
  ['no words that stand alone', '想在本地办', '想在本地办'],
  ['nothing into its opposite', '复核没过', '复核没过'],
  ['nothing that has no character in common', '将为您显示', '将为您显示'],
  ['what nobody knows', 'xyz', 'xyz'],
])('repairs %s', (_case, typed, meant) => {
  expect(repair(typed, vocabulary).text).toBe(meant);
});

it('asks the vocabulary for what could be meant', () => {
  const { readings, initials } = spellingKeys('注消 gqzr');
  expect(readings).toContain(vocabularyWord('注销').reading);
  expect(initials).toEqual(['gqzr']);
});

it('takes the initials of characters outside the basic plane whole', () => {
  expect(vocabularyWord('𠮷祥').initials).toBe('𠮷x');
});

it('learns the words of an article, and those of its title together', () => {
  expect(vocabularyOf('股权出质登记', '登记')).toEqual(expect.arrayContaining(['股权', '股权出质']));
});
