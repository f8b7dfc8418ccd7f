import { searchTerms, searchWords } from './matter-search-terms';

const terms = searchTerms({
  code: 'SCJG-02',
  name: { zh: '内资公司设立登记（含分公司）', en: "Domestic Company's establishment registration" },
  keywords: ['银行开户', '法律顾问', 'ＡＰＰ备案', '旅行社', '重名'],
}).split('\n');

describe('searchTerms', () => {
  it('has code, names and keywords in small letters', () => {
    expect(terms).toEqual(
      expect.arrayContaining([
        'scjg-02',
        '内资公司设立登记(含分公司)',
        'domestic companys establishment registration',
        '银行开户',
        'app备案',
      ]),
    );
  });

  it('has the Chinese as pinyin without tones and spaces, and as initials', () => {
    expect(terms).toEqual(expect.arrayContaining(['neizigongsishelidengjihanfengongsi', 'nzgssldjhfgs']));
    expect(terms).toEqual(expect.arrayContaining(['falvguwen', 'flgw', 'appbeian', 'appba']));
  });

  it('reads characters with several readings by their word', () => {
    expect(terms).toEqual(expect.arrayContaining(['yinhangkaihu', 'yhkh', 'lvxingshe', 'chongming']));
  });
});

describe('searchWords', () => {
  it('splits at any space, drops case, full width, apostrophes and control characters', () => {
    expect(searchWords(' Ｃompany’s　NAME\u0000ＳＣＪＧ－０２ lüxing ')).toEqual([
      'companys',
      'name',
      'scjg-02',
      'lvxing',
    ]);
    expect(searchWords('  ')).toEqual([]);
  });
});
