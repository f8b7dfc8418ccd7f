import { aCatalogue, aGuide } from '../../test/support/catalogue';
import { formatReport } from './report';

describe('formatReport', () => {
  const agencies = [aCatalogue('SCJG', [aGuide('SCJG-01'), aGuide('SCJG-02')])];

  it('shows each change with its version, name and fields, and counts the rest', () => {
    const report = formatReport(
      {
        dryRun: true,
        changes: [
          { code: 'GJJ-01', change: 'retired', version: 2, fields: [] },
          { code: 'SCJG-01', change: 'changed', version: 3, fields: ['fees.zh', 'note.en'] },
          { code: 'SCJG-02', change: 'unchanged', version: 1, fields: [] },
        ],
      },
      agencies,
    );
    expect(report.split('\n')).toEqual([
      'retired    GJJ-01   v2',
      'changed    SCJG-01  v3  企业名称自主申报',
      '           fees.zh, note.en',
      '',
      '3 matters: 1 changed, 1 unchanged, 1 retired. Nothing was written: this was a dry run.',
    ]);
  });

  it('is one line when nothing changes', () => {
    const changes = [{ code: 'SCJG-01', change: 'unchanged' as const, version: 1, fields: [] }];
    expect(formatReport({ dryRun: false, changes }, agencies)).toBe(
      '1 matters: 1 unchanged. The catalogue is imported.',
    );
  });

  it('cuts a long list of fields short', () => {
    const fields = Array.from({ length: 10 }, (_, index) => `steps[${index}]`);
    const changes = [{ code: 'SCJG-01', change: 'changed' as const, version: 2, fields }];
    expect(formatReport({ dryRun: false, changes }, agencies)).toContain('steps[7] and 2 more');
  });
});
