import type { INestApplicationContext } from '@nestjs/common';
import type { AppError, MatterPage } from '#contracts';
import { readCatalogue } from '../../apps/enterprise-desk/src/matters/catalogue-files';
import { entities } from '../../apps/enterprise-desk/src/database/entities';
import { MattersModule } from '../../apps/enterprise-desk/src/matters/matters.module';
import { MattersService } from '../../apps/enterprise-desk/src/matters/matters.service';
import { DataSource } from 'typeorm';
import { aCatalogue, aGuide } from '../support/catalogue';
import { createTestDatabase, type TestDatabase } from '../support/database';
import { openModule } from '../support/nest';

describe('matters', () => {
  let database: TestDatabase;
  let app: INestApplicationContext;
  let matters: MattersService;

  beforeAll(async () => {
    database = await createTestDatabase('desk');
    app = await openModule(MattersModule, 'desk', entities, database);
    matters = app.get(MattersService);
  });
  afterAll(async () => {
    await app?.close();
    await database?.drop();
  });

  const importReport = async (...guides: Parameters<typeof aCatalogue>[1]) =>
    (await matters.import([aCatalogue('SCJG', guides)], false)).changes.map(
      ({ code, change, version, fields }) => [code, change, version, fields.join()].join(' ').trim(),
    );
  const codes = ({ items }: MatterPage): string[] => items.map(({ code }) => code);
  const refusal = (promise: Promise<unknown>): Promise<AppError> =>
    promise.then(
      () => Promise.reject(new Error('It was not refused.')),
      (error: AppError) => error,
    );
  const tableCounts = (): Promise<unknown> =>
    app
      .get(DataSource)
      .query(
        'SELECT (SELECT count(*) FROM agencies) a, (SELECT count(*) FROM matters) m, (SELECT count(*) FROM matter_versions) v',
      );

  describe('the import', () => {
    it('shows with dryRun what it would do, and writes nothing', async () => {
      const before = await tableCounts();
      const catalogue = [aCatalogue('SCJG', [aGuide('SCJG-01')])];
      const dry = await matters.import(catalogue, true);
      expect(dry).toEqual({
        dryRun: true,
        changes: [{ code: 'SCJG-01', change: 'added', version: 1, fields: [] }],
      });
      expect(await tableCounts()).toEqual(before);
      expect((await matters.import(catalogue, false)).changes).toEqual(dry.changes);
    });

    it('keeps every version, and leaves alone what is the same', async () => {
      expect(await importReport(aGuide('SCJG-01'))).toEqual(['SCJG-01 unchanged 1']);
      const untouched = await matters.get('SCJG-01');
      expect(await importReport(aGuide('SCJG-01', { verified: true }))).toEqual([
        'SCJG-01 changed 2 verified',
      ]);
      const changed = await matters.get('SCJG-01');
      expect(changed).toMatchObject({
        version: 2,
        verified: true,
        agencyCode: 'SCJG',
        materials: [{ en: 'Application' }],
      });
      expect(changed.updatedAt > untouched.updatedAt).toBe(true);
      const versions: unknown = await app
        .get(DataSource)
        .query(`SELECT version, guide->>'verified' AS verified FROM matter_versions ORDER BY version`);
      expect(versions).toEqual([
        { version: 1, verified: 'false' },
        { version: 2, verified: 'true' },
      ]);
    });

    it('retires what is missing and restores what is back', async () => {
      expect(await importReport(aGuide('SCJG-02'))).toEqual(['SCJG-01 retired 2', 'SCJG-02 added 1']);
      expect(codes(await matters.list({}))).toEqual(['SCJG-02']);
      expect((await matters.get('SCJG-01')).version).toBe(2);
      expect(await importReport(aGuide('SCJG-01', { verified: true }), aGuide('SCJG-02'))).toEqual([
        'SCJG-01 restored 2',
        'SCJG-02 unchanged 1',
      ]);
      expect(codes(await matters.list({}))).toEqual(['SCJG-01', 'SCJG-02']);
    });

    it('refuses a code that is there twice, naming both places, and changes nothing', async () => {
      const before = await tableCounts();
      const twice = [
        aCatalogue('SCJG', [aGuide('SCJG-09')]),
        aCatalogue('GJJ', [aGuide('GJJ-01'), aGuide('SCJG-09')]),
      ];
      expect(await refusal(matters.import(twice, false))).toMatchObject({
        code: 'INVALID_ARGUMENT',
        details: {
          fields: [
            {
              field: 'agencies[0].matters[0].code',
              problem: expect.stringContaining('agencies[1].matters[1].code'),
            },
            {
              field: 'agencies[1].matters[1].code',
              problem: expect.stringContaining('agencies[0].matters[0].code'),
            },
          ],
        },
      });
      expect(await tableCounts()).toEqual(before);
    });

    it('takes imports one at a time', async () => {
      const edits = Array.from({ length: 8 }, (_, index) =>
        importReport(aGuide('SCJG-01', { keywords: [`词${index}`] }), aGuide('SCJG-02')),
      );
      const reports = (await Promise.all(edits)).map(([first]) => first).sort();
      expect(reports).toEqual(
        Array.from(
          { length: 8 },
          (_, i) => `SCJG-01 changed ${i + 3} ${i === 0 ? 'verified,' : ''}keywords[0]`,
        ).sort((a, b) => (a < b ? -1 : 1)),
      );
    });
  });

  describe('what a conversation may be about', () => {
    it('is a matter in force', async () => {
      await importReport(aGuide('SCJG-01'));
      expect(await matters.require('SCJG-01')).toMatchObject({
        code: 'SCJG-01',
        agencyCode: 'SCJG',
        verified: false,
      });
      expect(await refusal(matters.require('SCJG-02'))).toMatchObject({ code: 'NOT_FOUND' });
      expect(await refusal(matters.get('SCJG-77'))).toMatchObject({
        code: 'NOT_FOUND',
        message: 'There is no matter SCJG-77.',
      });
    });

    it('is known as soon as it is imported', async () => {
      await importReport(aGuide('SCJG-01'), aGuide('SCJG-02'));
      expect(await matters.require('SCJG-02')).toMatchObject({ code: 'SCJG-02' });
    });
  });

  describe('the list', () => {
    beforeAll(async () => {
      await matters.import(await readCatalogue('catalogue'), false);
    });

    it('holds the 52 in the order of their codes, page by page', async () => {
      const all: string[] = [];
      for (let cursor: string | undefined; ;) {
        const page = await matters.list({ limit: 20, ...(cursor ? { cursor } : {}) });
        all.push(...codes(page));
        cursor = page.nextCursor;
        if (!cursor) break;
      }
      expect(all).toHaveLength(52);
      expect(all).toEqual(all.toSorted());
      expect((await matters.list({ limit: 52 })).nextCursor).toBeUndefined();
      expect(await refusal(matters.list({ cursor: 'made-up' }))).toMatchObject({ code: 'INVALID_ARGUMENT' });
    });

    it('narrows to an agency', async () => {
      expect(codes(await matters.list({ agency: 'GJJ' }))).toHaveLength(16);
      expect(codes(await matters.list({ agency: 'nobody' }))).toEqual([]);
    });

    it.each([
      ['Chinese', '名称自主'],
      ['a keyword', '核名'],
      ['the code', 'scjg-01'],
      ['the code in full width', 'ＳＣＪＧ－０１'],
      ['pinyin', 'qiyemingcheng'],
      ['pinyin with spaces', 'qiye mingcheng'],
      ['initials', 'QYMCZZSB'],
      ['English words in any order', 'declaration enterprise'],
    ])('is searched by %s', async (_, q) => {
      expect(codes(await matters.list({ q }))).toContain('SCJG-01');
      expect(codes(await matters.list({ q, agency: 'GJJ' }))).not.toContain('SCJG-01');
    });

    it('takes what people type literally', async () => {
      for (const q of ['_', '\\', "'; DROP TABLE matters; --", '名称%申报']) {
        expect(codes(await matters.list({ q }))).toEqual([]);
      }
      expect(codes(await matters.list({ q: '低于5%' }))).toEqual(['GJJ-12']);
      expect(codes(await matters.list({ q: ' \u0000 ' }))).toHaveLength(50);
    });
  });
});
