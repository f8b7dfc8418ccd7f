import { changedFields } from './catalogue-diff';

describe('changedFields', () => {
  const guide = {
    code: 'SCJG-01',
    fees: { zh: '不收费', en: 'Free' },
    statutoryTime: { days: null, unit: null },
    materials: [
      { zh: '甲', en: 'A' },
      { zh: '乙', en: 'B' },
    ],
  };

  it('finds nothing between equal guides, whatever the order of their keys', () => {
    const same = { ...guide, fees: { en: 'Free', zh: '不收费' } };
    expect(changedFields(guide, same)).toEqual([]);
  });

  it('names the innermost place', () => {
    const after = {
      ...guide,
      fees: { ...guide.fees, en: 'Free of charge' },
      statutoryTime: { days: 0, unit: null },
    };
    expect(changedFields(guide, after)).toEqual(['fees.en', 'statutoryTime.days']);
  });

  it('compares lists by place, and names what was added or taken away', () => {
    const longer = { ...guide, materials: [...guide.materials, { zh: '丙', en: 'C' }] };
    expect(changedFields(guide, longer)).toEqual(['materials[2]']);
    expect(changedFields(longer, guide)).toEqual(['materials[2]']);
    const swapped = { ...guide, materials: [{ zh: '丁', en: 'A' }, guide.materials[1]] };
    expect(changedFields(guide, swapped)).toEqual(['materials[0].zh']);
  });

  it('sees a value turn into another kind of value', () => {
    expect(changedFields({ note: [] }, { note: {} })).toEqual(['note']);
    expect(changedFields({ note: { zh: '无' } }, { note: null })).toEqual(['note']);
  });
});
