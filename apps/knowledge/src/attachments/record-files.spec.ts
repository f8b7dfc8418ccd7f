import type { RecordFile } from '#contracts';
import { planFiles, type KnownFile } from './record-files';

const file = (name: string, sha256: string): RecordFile => ({ name, sha256, contentType: 'application/pdf' });
const known: KnownFile[] = [
  { id: 'one', ...file('a.pdf', '1') },
  { id: 'two', ...file('b.pdf', '2') },
];
const staged = new Map([['3', 'application/pdf' as const]]);

it.each<[string, RecordFile[], object]>([
  ['stay', [file('a.pdf', '1'), file('b.pdf', '2')], { ids: ['one', 'two'] }],
  ['change their order', [file('b.pdf', '2'), file('a.pdf', '1')], { ids: ['two', 'one'] }],
  ['go', [], { ids: [] }],
  [
    'come',
    [file('a.pdf', '1'), file('c.pdf', '3')],
    { ids: ['one', 'new'], added: [{ id: 'new', name: 'c.pdf', sha256: '3' }] },
  ],
  [
    'are missing: other content',
    [file('a.pdf', '9')],
    { ids: ['new'], added: [{ id: 'new', name: 'a.pdf', sha256: '9' }], missing: ['9'] },
  ],
  [
    'are missing: the same twice',
    [file('a.pdf', '1'), file('a.pdf', '1')],
    { ids: ['one', 'new'], added: [{ id: 'new', name: 'a.pdf', sha256: '1' }], missing: ['1'] },
  ],
  [
    'are called something else',
    [{ ...file('c.png', '3'), contentType: 'image/png' }],
    {
      ids: ['new'],
      added: [{ id: 'new', name: 'c.png', sha256: '3' }],
      problems: [{ field: 'attachments[0].contentType', problem: 'is application/pdf' }],
    },
  ],
  [
    'come with a name of another kind',
    [file('c.exe', '3')],
    {
      ids: ['new'],
      added: [{ id: 'new', name: 'c.exe', sha256: '3' }],
      problems: [{ field: 'attachments[0].name', problem: 'must end in .pdf, as application/pdf does' }],
    },
  ],
])('files that %s', (_, wanted, expected) => {
  const plan = planFiles(wanted, known, staged, () => 'new');
  expect(plan).toEqual({ added: [], missing: [], problems: [], ...expected });
});
