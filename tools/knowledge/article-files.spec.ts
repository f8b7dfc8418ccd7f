import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import type { ArticleRecord, RecordFile } from '#contracts';
import { stream } from 'exceljs';
import fc from 'fast-check';
import { v7 as uuidv7 } from 'uuid';
import { writeCsv } from './csv-file';
import { formatArticle, parseArticle, writeMarkdownFolder } from './markdown-files';
import { readArticles } from './read-articles';
import { COLUMNS, neutral } from './table-rows';
import { writeXlsx } from './xlsx-file';

const PDF = Buffer.from('%PDF-1.7 …');

const anArticle = (over: Partial<ArticleRecord> = {}): ArticleRecord => ({
  id: uuidv7(),
  revision: 3,
  matterCode: 'SCJG-01',
  kind: 'question',
  title: { zh: '要多久？', en: 'How long?' },
  body: { zh: '- 一天\n- 或两天，"最多"', en: 'A day,\nor two.' },
  sources: [
    { kind: 'law', title: '条例', number: '国令第746号', date: '2021-07-27', url: 'https://example.com/a' },
  ],
  expiresAt: '2027-01-01T00:00:00.000Z',
  reviewBy: '2026-12-01T00:00:00.000Z',
  ...over,
});

async function* each(articles: ArticleRecord[]): AsyncGenerator<ArticleRecord> {
  yield* articles;
}

describe('articles in files', () => {
  let folder: string;
  const path = (name: string): string => join(folder, name);
  const put = (name: string, text: string): string => {
    writeFileSync(path(name), text);
    return path(name);
  };
  const problems = async (file: string): Promise<string> => {
    const error = await readArticles(file).then(
      () => undefined,
      (refused: Error) => refused,
    );
    expect(error?.name).toBe('ImportError');
    return error?.message ?? '';
  };

  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'qifu-articles-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  const WRITERS = {
    'articles.csv': writeCsv,
    'articles.xlsx': writeXlsx,
    articles: (folder: string, articles: AsyncIterable<ArticleRecord>) =>
      writeMarkdownFolder(folder, articles, () => Promise.resolve(PDF)),
  };

  it.each(Object.keys(WRITERS) as (keyof typeof WRITERS)[])(
    'come back from %s as they went in',
    async (name) => {
      const articles = [
        anArticle(),
        anArticle({ title: { zh: '=HYPERLINK("https://evil.example")', en: "'=1+1" }, sources: [] }),
        anArticle({ body: { zh: '@SUM(A1)', en: '＝1+1' } }),
        anArticle({ body: { zh: '一\n  <!-- en -->\n二\n\\<!-- ja -->', en: '<!-- en -->' } }),
        anArticle({
          texts: [
            { language: 'ja', title: '期間は？', body: '一日\n\n- 二日' },
            { language: 'ko', title: '기간은?', body: '하루' },
          ],
        }),
      ].sort((a, b) => String(a.id).localeCompare(String(b.id)));
      expect(await WRITERS[name](path(name), each(articles))).toBe(articles.length);
      const found = await readArticles(path(name));
      expect(found.map(({ record }) => ({ sources: [], ...record }))).toEqual(articles);
    },
  );

  it('come back from a workbook of any size with every character', async () => {
    const body = { zh: '企业可以一次办好。'.repeat(2_000), en: '' };
    const articles = Array.from({ length: 40 }, () => anArticle({ body }));
    await writeXlsx(path('large.xlsx'), each(articles));
    const found = await readArticles(path('large.xlsx'));
    expect(new Set(found.map(({ record }) => record.body.zh))).toEqual(new Set([body.zh]));
  });

  it('may have rows without anything, which keep their numbers', async () => {
    const rows = [
      'matterCode,kind,title.zh,body.zh',
      'SCJG-01,guide,甲,乙',
      ',,,',
      '',
      'SCJG-01,guide,丙,丁',
      ', ,,',
    ];
    expect((await readArticles(put('gaps.csv', rows.join('\r\n')))).map(({ row }) => row)).toEqual([2, 5]);
    const workbook = new stream.xlsx.WorkbookWriter({ filename: path('gaps.xlsx') });
    const sheet = workbook.addWorksheet('articles');
    for (const row of rows) sheet.addRow(row.split(',')).commit();
    await workbook.commit();
    expect((await readArticles(path('gaps.xlsx'))).map(({ row }) => row)).toEqual([2, 5]);
  });

  it('have the dates that a spreadsheet shows', async () => {
    const workbook = new stream.xlsx.WorkbookWriter({ filename: path('dates.xlsx') });
    const sheet = workbook.addWorksheet('articles');
    sheet.addRow(['matterCode', 'kind', 'title.zh', 'body.zh', 'expiresAt', 'reviewBy']).commit();
    sheet.addRow(['SCJG-01', 'guide', '甲', '乙', new Date('2027-01-01T00:00:00Z'), 46_000.75]).commit();
    await workbook.commit();
    const [found] = await readArticles(path('dates.xlsx'));
    expect(found?.record).toMatchObject({ expiresAt: '2027-01-01', reviewBy: '2025-12-09T18:00:00' });
  });

  it('are refused in another encoding than UTF-8, by their place', async () => {
    const rows = 'matterCode,kind,title.zh,body.zh\nSCJG-01,guide,甲,';
    const gbk = Buffer.concat([Buffer.from(rows), Buffer.from([0xd2, 0xbb, 0xcc, 0xec])]);
    writeFileSync(path('gbk.csv'), gbk);
    expect(await problems(path('gbk.csv'))).toContain(
      'gbk.csv, row 2, body.zh: holds what is no text in UTF-8',
    );
    mkdirSync(path('gbk'));
    const head = Buffer.from('---\nmatterCode: SCJG-01\nkind: guide\ntitle: { zh: 甲, en: "" }\n---\n\n');
    writeFileSync(path('gbk/a.md'), Buffer.concat([head, Buffer.from([0xd2, 0xbb, 0xcc, 0xec])]));
    expect(await problems(path('gbk'))).toContain('a.md, line 7: holds what is no text in UTF-8');
  });

  it('are read from a folder of any name, with lines that end as on Windows', async () => {
    mkdirSync(path('folder/other.md'), { recursive: true });
    const text = formatArticle(anArticle({ body: { zh: '一\n二', en: 'one\ntwo' } }));
    writeFileSync(path('folder/other.md/a.md'), text.replaceAll('\n', '\r\n'));
    const [found] = await readArticles(path('folder'));
    expect(found?.record.body).toEqual({ zh: '一\n二', en: 'one\ntwo' });
  });

  it('are refused when a text in one language is there twice', async () => {
    mkdirSync(path('twice'));
    put('twice/a.md', `${formatArticle(anArticle())}\n<!-- en -->\n\nonce more`);
    expect(await problems(path('twice'))).toBe('a.md, body.en: is there twice');
  });

  it('hold no formula in a table, whatever the text', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('=', '+', '-', '@', '＝', "'", '\t', 'a', '1') }),
        (text) => {
          expect(neutral(text)).not.toMatch(/^[=+\-@＝＋－＠\t\r\n]/);
        },
      ),
    );
  });

  it('name file, row, field and problem of everything that is wrong in a table', async () => {
    const rows = [
      'matterCode,kind,title.zh,body.zh,sources',
      'SCJG-01,question,要多久？,一天。,',
      'SCJG-01,poem,,一天。,',
      'SCJG-01,guide,指南,材料。,{',
    ];
    const told = await problems(put('bad.csv', rows.join('\n')));
    expect(told.split('\n')).toEqual([
      'bad.csv, row 3, kind: kind must be one of the following values: guide, question',
      'bad.csv, row 3, title.zh: zh must be longer than or equal to 1 characters',
      'bad.csv, row 4, sources: is not JSON',
    ]);
  });

  it('name a column that is missing, and one that there is not', async () => {
    const told = await problems(put('bad.csv', 'matterCode,kind,title.zh,text\nSCJG-01,guide,甲,乙'));
    expect(told).toContain('bad.csv, row 1, text: is no column');
    expect(told).toContain('bad.csv, row 1, body.zh: the column is missing');
  });

  it('refuse a cell of 50 MB by its name', async () => {
    const file = put(
      'huge.csv',
      `matterCode,kind,title.zh,body.zh\nSCJG-01,guide,甲,"${'x'.repeat(50_000_000)}"\n`,
    );
    expect(await problems(file)).toMatch(/^huge\.csv, row 2, body\.zh: the cell is too large/);

    const workbook = new stream.xlsx.WorkbookWriter({ filename: path('huge.xlsx') });
    const sheet = workbook.addWorksheet('articles');
    sheet.addRow(['matterCode', 'kind', 'title.zh', 'body.zh']).commit();
    sheet.addRow(['SCJG-01', 'guide', '甲', 'x'.repeat(50_000_000)]).commit();
    await workbook.commit();
    expect(await problems(path('huge.xlsx'))).toMatch(
      /^huge\.xlsx, row 2, body\.zh: the cell holds 50000000 characters/,
    );
  });

  it('refuse a formula in a workbook', async () => {
    const workbook = new stream.xlsx.WorkbookWriter({ filename: path('formula.xlsx') });
    const sheet = workbook.addWorksheet('articles');
    sheet.addRow(['matterCode', 'kind', 'title.zh', 'body.zh']).commit();
    sheet.addRow(['SCJG-01', 'guide', '甲', { formula: '1+1', result: 2 }]).commit();
    await workbook.commit();
    expect(await problems(path('formula.xlsx'))).toBe(
      'formula.xlsx, row 2, body.zh: is neither text nor a number',
    );
  });

  /** A zip with one entry, which says that it unpacks to one byte. */
  const zipOf = (name: string, content: Buffer): Buffer => {
    const packed = deflateRawSync(content);
    const head = Buffer.alloc(30);
    head.writeUInt32LE(0x04034b50, 0);
    head.writeUInt16LE(8, 8);
    head.writeUInt32LE(packed.length, 18);
    head.writeUInt32LE(1, 22);
    head.writeUInt16LE(name.length, 26);
    const end = Buffer.alloc(22);
    end.writeUInt32LE(0x06054b50, 0);
    return Buffer.concat([head, Buffer.from(name), packed, end]);
  };

  it('refuse a workbook that unpacks to too much, whatever it says', async () => {
    writeFileSync(path('bomb.xlsx'), zipOf('xl/worksheets/sheet1.xml', Buffer.alloc(200_000_001)));
    expect(await problems(path('bomb.xlsx'))).toBe('bomb.xlsx: unpacks to more than 200000000 bytes');
  });

  it('refuse a workbook that is broken, by the row', async () => {
    const sheet = '<worksheet><sheetData><row r="1"><c r="A1" t="str"><v>\u0001</v></c></row>';
    writeFileSync(path('broken.xlsx'), zipOf('xl/worksheets/sheet1.xml', Buffer.from(sheet)));
    expect(await problems(path('broken.xlsx'))).toMatch(/^broken\.xlsx, row 1: is broken: .*disallowed/);
  });

  it('refuse what is no table at all', async () => {
    expect(await problems(put('a.xlsx', 'no zip'))).toContain('is not an XLSX file');
    expect(await problems(put('a.csv', ''))).toContain('is empty');
    expect(await problems(put('a.txt', ''))).toContain('is neither a folder nor');
    expect(await problems(path('missing.csv'))).toContain('cannot be read');
    expect(await problems(put('quote.csv', `${COLUMNS.join(',')}\n"open`))).toContain('quote.csv, row 2');
  });

  describe('with files beside them', () => {
    const head = (attachments: string): string =>
      `---\nmatterCode: SCJG-01\nkind: guide\ntitle: { zh: 表, en: '' }\nattachments: ${attachments}\n---\n\n见附件。\n`;
    const beside = (name: string, content: string | Buffer): void => {
      mkdirSync(join(folder, 'in', 'a'), { recursive: true });
      writeFileSync(join(folder, 'in', 'a', name), content);
    };
    const article = (attachments: string): string => {
      mkdirSync(join(folder, 'in', 'a'), { recursive: true });
      return put('in/a.md', head(attachments));
    };

    it('come back from a folder as they went in, whatever they are called', async () => {
      const file = (id: number, name: string): RecordFile => ({
        id: uuidv7(),
        name,
        contentType: 'application/pdf',
        sha256: createHash('sha256').update(`%PDF-${id}`).digest('hex'),
      });
      const names = ['申请表.pdf', '申请表.pdf', '.env', 'a:b?.PDF', `${'长'.repeat(190)}.pdf`, '没有后缀'];
      const files = names.map((name, index) => file(index, name));
      const fetched = (_: string, id: string): Promise<Buffer> =>
        Promise.resolve(Buffer.from(`%PDF-${files.findIndex((one) => one.id === id)}`));
      const given = anArticle({ attachments: files });
      await writeMarkdownFolder(path('out'), each([given]), fetched);
      const [found] = await readArticles(path('out'));
      expect(found?.record.attachments).toEqual(files.map(({ id: _, ...one }) => one));
      expect(found?.files).toHaveLength(names.length);
    });

    it('are none of the articles, and nothing of another folder', async () => {
      beside('readme.md', '说明');
      article('[readme.md]');
      const [found, ...others] = await readArticles(path('in'));
      expect(others).toEqual([]);
      expect(found?.record.attachments).toMatchObject([{ name: 'readme.md', contentType: 'text/plain' }]);
      put('secret.txt', '秘密');
      article('[../../secret.txt, a/../b.txt, ..]');
      const told = await problems(path('in'));
      expect(told.split('\n')).toEqual(
        [0, 1, 2].map((n) => `a.md, attachments[${n}]: is not the name of a file`),
      );
    });

    it.each([
      ['not there', 'form.pdf', undefined, 'attachments[0]: there is no file form.pdf'],
      ['not what it is called', 'form.pdf', '<html>', 'attachments[0]: is not application/pdf'],
      ['too large', 'form.txt', 'x'.repeat(5 * 1024 * 1024 + 1), 'attachments[0]: has 5242881 bytes'],
      ['empty', 'form.txt', '', 'attachments[0]: is empty'],
      ['of no known kind', 'form.exe', 'x', 'attachments[0]: is none of .pdf'],
    ])('are refused by place and field: %s', async (_, name, content, expected) => {
      if (content !== undefined) beside(name, content);
      article(`[${name}]`);
      expect(await problems(path('in'))).toContain(`a.md, ${expected}`);
    });

    it.each(['form.pdf', '[{ file: a.pdf }]', '[1]', `[${'a.pdf,'.repeat(11)}]`])(
      'are refused when they are no list of names: %s',
      async (attachments) => {
        article(attachments);
        expect(await problems(path('in'))).toContain('a.md, attachments: must be a list of at most 10 names');
      },
    );

    it('are refused when a link leads out of the folder', async () => {
      put('secret.pdf', '%PDF-1.7');
      article('[form.pdf]');
      symlinkSync(path('secret.pdf'), join(folder, 'in', 'a', 'form.pdf'));
      expect(await problems(path('in'))).toContain('a.md, attachments[0]: there is no file form.pdf');
    });
  });

  describe('with front matter', () => {
    const head = 'matterCode: SCJG-01\nkind: question\ntitle: { zh: 要多久？, en: How long? }';

    it('come back as they went in', () => {
      const article = anArticle();
      expect(parseArticle('a.md', formatArticle(article))).toEqual({
        found: { file: 'a.md', record: article },
      });
    });

    it('need no English', () => {
      const read = parseArticle('a.md', `---\r\n${head}\r\n---\r\n一天。\r\n`);
      expect(read).toMatchObject({ found: { record: { body: { zh: '一天。', en: '' } } } });
    });

    it.each([
      ['no front matter', '一天。', 'front matter', 'must begin with ---'],
      ['front matter that is not closed', `---\n${head}\n一天。`, 'front matter', 'closed by ---'],
      ['broken YAML', '---\nkind: guide\ntitle: {\n---\n一天。', 'front matter, line', 'flow map'],
      ['an alias of nothing', `---\n${head}\nid: *none\n---\n一天。`, 'front matter, line', 'alias'],
      ['a list', '---\n- a\n---\n一天。', 'front matter, line 2', 'must be fields'],
      ['an unknown field', `---\n${head}\nauthor: me\n---\n一天。`, 'author', 'should not exist'],
      [
        'a title in a language without text',
        `---\n${head.replace('en:', 'ja: 題, en:')}\n---\n一天。`,
        'texts[0].body',
        'longer than or equal to 1',
      ],
      [
        'a text in a language without title',
        `---\n${head}\n---\n一天。\n<!-- ja -->\n一日`,
        'texts[0].title',
        'longer than or equal to 1',
      ],
      [
        'a text in a language that there is not',
        `---\n${head}\n---\n一天。\n<!-- xx -->\n一日`,
        'texts[0].language',
        'one of the following',
      ],
      ['no text', `---\n${head}\n---\n`, 'body.zh', 'longer than or equal to 1'],
    ])('name %s', (_name, text, field, problem) => {
      const read = parseArticle('a.md', text);
      const found = 'problems' in read ? read.problems : [];
      expect(found).toContainEqual(
        expect.objectContaining({
          file: 'a.md',
          field: expect.stringContaining(field),
          problem: expect.stringMatching(new RegExp(problem, 'i')),
        }),
      );
    });
  });
});
