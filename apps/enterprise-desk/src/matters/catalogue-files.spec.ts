import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { aCatalogue, aGuide } from '../../../../test/support/catalogue';
import { CatalogueError, readCatalogue } from './catalogue-files';

describe('readCatalogue', () => {
  let folder: string;
  beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'qifu-catalogue-'))));
  afterEach(() => rm(folder, { recursive: true }));

  const write = (name: string, content: unknown) =>
    writeFile(join(folder, name), typeof content === 'string' ? content : stringify(content));

  const problemsOf = async (path = folder): Promise<readonly object[]> => {
    const error: unknown = await readCatalogue(path).catch((failure: unknown) => failure);
    if (error instanceof CatalogueError) return error.problems;
    throw new Error(`It was not refused as a catalogue: ${String(error)}`);
  };

  it('reads every yaml file of the folder by name, and nothing in its folders', async () => {
    await write('b.yaml', aCatalogue('SCJG', [aGuide('SCJG-01')]));
    await write('a.yaml', aCatalogue('GJJ', [aGuide('GJJ-01'), aGuide('GJJ-02')]));
    await write('readme.md', '# not a catalogue');
    await mkdir(join(folder, 'demo'));
    await write('demo/city.yaml', 'seatGroups: []');
    const agencies = await readCatalogue(folder);
    expect(agencies.map(({ code, matters }) => [code, matters.length])).toEqual([
      ['GJJ', 2],
      ['SCJG', 1],
    ]);
  });

  it('is content with the catalogue that the project ships', async () => {
    const agencies = await readCatalogue(join(__dirname, '../../../../catalogue'));
    expect(agencies.flatMap(({ matters }) => matters)).toHaveLength(52);
  });

  it('names file, line, matter, field and reason of every wrong field', async () => {
    const wrong = { ...aGuide('SCJG-02'), fees: { zh: '不收费', en: 7 }, surprise: true };
    await write('scjg.yaml', { ...aCatalogue('SCJG', []), matters: [aGuide('SCJG-01'), wrong] });
    const problems = await problemsOf();
    expect(problems).toContainEqual({
      file: 'scjg.yaml',
      line: expect.any(Number),
      matter: 'SCJG-02',
      field: 'matters[1].fees.en',
      problem: expect.stringContaining('en must be a string'),
    });
    expect(problems).toContainEqual(
      expect.objectContaining({ field: 'matters[1].surprise', matter: 'SCJG-02' }),
    );
  });

  it('points at the line', async () => {
    await write('scjg.yaml', 'code: SCJG\nname: { zh: 局, en: Bureau }\nmatters: 5\n');
    expect(await problemsOf()).toMatchObject([{ line: 3, field: 'matters' }, { line: 3 }, { line: 3 }]);
  });

  it('names what is missing', async () => {
    const guide = { ...aGuide('SCJG-01'), applicants: undefined };
    await write('scjg.yaml', { ...aCatalogue('SCJG', []), matters: [guide] });
    expect(await problemsOf()).toMatchObject([
      { file: 'scjg.yaml', matter: 'SCJG-01', field: 'matters[0].applicants' },
    ]);
  });

  it('names the line of a mistake in the YAML itself', async () => {
    await write('scjg.yaml', 'code: SCJG\nname: { zh: 局, en: Bureau }\ncode: GJJ\n');
    expect(await problemsOf()).toEqual([{ file: 'scjg.yaml', line: 3, problem: 'Map keys must be unique' }]);
    await write('scjg.yaml', 'code: *nowhere\n');
    expect(await problemsOf()).toMatchObject([
      { file: 'scjg.yaml', problem: expect.stringContaining('nowhere') },
    ]);
  });

  it('names both files of a code that two of them have', async () => {
    await write('a.yaml', aCatalogue('SCJG', [aGuide('SCJG-01')]));
    await write('b.yaml', aCatalogue('GJJ', [aGuide('GJJ-01'), aGuide('SCJG-01')]));
    expect(await problemsOf()).toMatchObject([
      { file: 'a.yaml', matter: 'SCJG-01', problem: 'SCJG-01 is also at b.yaml matters[1].code' },
      { file: 'b.yaml', matter: 'SCJG-01', problem: 'SCJG-01 is also at a.yaml matters[0].code' },
    ]);
  });

  it('refuses an empty file, an empty folder, and what is no folder', async () => {
    expect(await problemsOf()).toMatchObject([{ problem: 'has no *.yaml file' }]);
    expect(await problemsOf(join(folder, 'nowhere'))).toMatchObject([
      { problem: 'is not a folder that can be read' },
    ]);
    await write('scjg.yaml', '');
    expect(await problemsOf()).toMatchObject([{ file: 'scjg.yaml', problem: 'must be an object' }]);
  });
});
