import type { BilingualText } from '#contracts';
import { aCatalogue, aGuide } from '../../../../test/support/catalogue';
import { catalogueProblems } from './catalogue-problems';

describe('catalogueProblems', () => {
  it('finds none in a sound catalogue', () => {
    expect(catalogueProblems([aCatalogue('SCJG', [aGuide('SCJG-01')]), aCatalogue('GJJ', [])])).toEqual([]);
  });

  it('names both places of a code that is there twice, in one file or two', () => {
    const agencies = [
      aCatalogue('SCJG', [aGuide('SCJG-01'), aGuide('GJJ-01')]),
      aCatalogue('GJJ', [aGuide('GJJ-01')]),
    ];
    expect(catalogueProblems(agencies)).toEqual([
      { field: 'agencies[0].matters[1].code', problem: 'GJJ-01 is also at agencies[1].matters[0].code' },
      { field: 'agencies[1].matters[0].code', problem: 'GJJ-01 is also at agencies[0].matters[1].code' },
    ]);
    expect(catalogueProblems([aCatalogue('SCJG', [aGuide('SCJG-01')]), aCatalogue('SCJG', [])])).toEqual([
      { field: 'agencies[0].code', problem: 'SCJG is also at agencies[1].code' },
      { field: 'agencies[1].code', problem: 'SCJG is also at agencies[0].code' },
    ]);
  });

  it('names texts that are blank or missing', () => {
    const question = { question: { zh: '问？', en: ' ' }, answer: { zh: '答。', en: 'So.' } };
    const missing: Partial<{ fees: BilingualText }> = { fees: undefined };
    const guide = Object.assign(aGuide('SCJG-01', { questions: [question] }), missing);
    expect(catalogueProblems([aCatalogue('SCJG', [guide])])).toEqual([
      { field: 'agencies[0].matters[0].fees', problem: 'must be given in Chinese and in English' },
      {
        field: 'agencies[0].matters[0].questions[0].question',
        problem: 'must be given in Chinese and in English',
      },
    ]);
  });

  it('refuses an empty catalogue, which would retire every matter', () => {
    expect(catalogueProblems([])).toHaveLength(1);
    expect(catalogueProblems([aCatalogue('SCJG', [])])).toHaveLength(1);
  });
});
