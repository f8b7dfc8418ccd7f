import type { AgencyCatalogue, MatterGuide } from '#contracts';
import { aCatalogue, aGuide } from '../../../../test/support/catalogue';
import { planImport, type StoredMatter } from './import-plan';

const stored = (guide: MatterGuide, over: Partial<StoredMatter> = {}): StoredMatter => ({
  code: guide.code,
  agencyCode: 'SCJG',
  version: 3,
  retired: false,
  guide,
  ...over,
});

const plan = (before: StoredMatter[], agencies: AgencyCatalogue[]) =>
  planImport(before, agencies).map(({ code, change, version, fields }) => ({
    code,
    change,
    version,
    fields,
  }));

describe('planImport', () => {
  const guide = aGuide('SCJG-01');

  it('adds what is new as version 1', () => {
    expect(plan([], [aCatalogue('SCJG', [guide])])).toEqual([
      { code: 'SCJG-01', change: 'added', version: 1, fields: [] },
    ]);
  });

  it('leaves what is equal alone', () => {
    expect(plan([stored(structuredClone(guide))], [aCatalogue('SCJG', [guide])])).toEqual([
      { code: 'SCJG-01', change: 'unchanged', version: 3, fields: [] },
    ]);
  });

  it('gives a changed guide the next version and names the fields', () => {
    const changed = { ...guide, verified: true, fees: { ...guide.fees, zh: '一百元' } };
    expect(plan([stored(guide)], [aCatalogue('SCJG', [changed])])).toEqual([
      { code: 'SCJG-01', change: 'changed', version: 4, fields: ['verified', 'fees.zh'] },
    ]);
  });

  it('counts a move to another agency as a change', () => {
    expect(plan([stored(guide)], [aCatalogue('ZXQY', [guide])])).toMatchObject([
      { change: 'changed', version: 4, fields: ['agencyCode'] },
    ]);
  });

  it('retires what is missing, once', () => {
    const other = aCatalogue('SCJG', [aGuide('SCJG-02')]);
    expect(plan([stored(guide)], [other])).toMatchObject([
      { code: 'SCJG-01', change: 'retired', version: 3 },
      { code: 'SCJG-02', change: 'added' },
    ]);
    expect(plan([stored(guide, { retired: true })], [other])).toMatchObject([{ code: 'SCJG-02' }]);
  });

  it('restores what is back, with a new version only if it differs', () => {
    const retired = stored(guide, { retired: true });
    expect(plan([retired], [aCatalogue('SCJG', [guide])])).toMatchObject([
      { change: 'restored', version: 3, fields: [] },
    ]);
    const changed = { ...guide, keywords: ['核名'] };
    expect(plan([retired], [aCatalogue('SCJG', [changed])])).toMatchObject([
      { change: 'restored', version: 4, fields: ['keywords[0]'] },
    ]);
  });
});
