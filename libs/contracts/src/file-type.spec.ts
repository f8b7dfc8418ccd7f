import { ATTACHMENT_TYPES, checkFile, contentProblem, FILE_NAME, type AttachmentType } from './file-type';

const zip = (...names: string[]): Buffer =>
  Buffer.concat([Buffer.from('PK\u0003\u0004'), Buffer.from(names.join(' '))]);
const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

const CONTENTS: [string, Buffer, AttachmentType[]][] = [
  ['a PDF', Buffer.from('%PDF-1.7'), ['application/pdf', 'text/plain']],
  ['a PNG', Buffer.from('89504e470d0a1a0a00', 'hex'), ['image/png']],
  ['a JPEG', Buffer.from('ffd8ffe000', 'hex'), ['image/jpeg']],
  ['a DOCX', Buffer.concat([zip('[Content_Types].xml', 'word/document.xml'), Buffer.from([0])]), [DOCX]],
  ['an XLSX', Buffer.concat([zip('[Content_Types].xml', 'xl/workbook.xml'), Buffer.from([0])]), [XLSX]],
  ['text', Buffer.from('材料清单'), ['text/plain']],
  ['a program', Buffer.from('4d5a9000', 'hex'), []],
  ['a bare zip', Buffer.concat([zip('a.exe'), Buffer.from([0])]), []],
  [
    'macros',
    Buffer.concat([zip('[Content_Types].xml', 'word/document.xml', 'vbaProject.bin'), Buffer.from([0])]),
    [],
  ],
];

it.each(CONTENTS)('%s is what it is and nothing else', (_name, content, types) => {
  expect(ATTACHMENT_TYPES.filter((type) => !contentProblem(content, type))).toEqual(types);
});

it.each([
  ['说明.txt', true],
  ['.htaccess', true],
  ['a b (1).pdf', true],
  ['x'.repeat(200), true],
  ['x'.repeat(201), false],
  ['', false],
  ['  ', false],
  ['.', false],
  ['..', false],
  ['../说明.txt', false],
  ['a\\b.txt', false],
  ['a\nb.txt', false],
  ['说明\u202Etxt.exe', false],
])('%j is a file name: %s', (name, expected) => expect(FILE_NAME.test(name)).toBe(expected));

it.each<[string, AttachmentType, boolean]>([
  ['答复.pdf', 'application/pdf', true],
  ['答复.PDF', 'application/pdf', true],
  ['答复.pdf.exe', 'application/pdf', false],
  ['答复', 'application/pdf', false],
  ['照片.jpeg', 'image/jpeg', true],
  ['照片.png', 'image/jpeg', false],
  ['说明.bat', 'text/plain', false],
])('%j is called as %s is: %s', (name, type, expected) => {
  const content = CONTENTS.find(([, , types]) => types[0] === type)?.[1] ?? Buffer.alloc(0);
  const check = () => checkFile(name, content, type);
  if (expected) expect(check).not.toThrow();
  else
    expect(check).toThrow(
      expect.objectContaining({
        code: 'INVALID_ARGUMENT',
        details: { fields: [{ field: 'name', problem: expect.stringContaining('must end in .') }] },
      }),
    );
});
