import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { INestApplicationContext } from '@nestjs/common';
import { AgencyCatalogue, validate, type SearchArticles } from '#contracts';
import { Pool, UnitOfWork, type Transaction } from '#database';
import { v7 as uuidv7 } from 'uuid';
import { parse } from 'yaml';
import { CatalogueModule } from '../../apps/knowledge/src/articles/catalogue.module';
import { CatalogueService } from '../../apps/knowledge/src/articles/catalogue.service';
import { articlesOf } from '../../apps/knowledge/src/articles/catalogue-articles';
import { entities } from '../../apps/knowledge/src/database/entities';
import { SearchFeedRepository } from '../../apps/knowledge/src/search/search-feed.repository';
import { SearchIndexService } from '../../apps/knowledge/src/search/search-index.service';
import { SearchService } from '../../apps/knowledge/src/search/search.service';
import { SynonymsService } from '../../apps/knowledge/src/search/synonyms.service';
import { createTestDatabase, type TestDatabase } from '../support/database';
import { until } from '../support/e2e-until';
import { openModule } from '../support/nest';

const CATALOGUE = join(__dirname, '../../catalogue');

describe('search', () => {
  let database: TestDatabase;
  let app: INestApplicationContext;
  let articles: CatalogueService;
  let searches: SearchService;
  let synonyms: SynonymsService;
  const catalogue = readdirSync(CATALOGUE)
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => validate(AgencyCatalogue, parse(readFileSync(join(CATALOGUE, name), 'utf8')), 'refuse'))
    .flatMap(articlesOf);

  beforeAll(async () => {
    database = await createTestDatabase('knowledge');
    app = await openModule(CatalogueModule, 'knowledge', entities, database);
    articles = app.get(CatalogueService);
    searches = app.get(SearchService);
    synonyms = app.get(SynonymsService);
    await articles.load(catalogue);
  });
  afterAll(async () => {
    await app?.close();
    await database?.drop();
  });

  const find = (text: string, over: Partial<SearchArticles> = {}) =>
    searches.search({ text, ...over }, new Date());
  /** Readers see this wording from now on. */
  const write = async (zh: string, id: string = uuidv7()): Promise<string> => {
    const body = { zh: `${zh}，请到窗口办理。`, en: '' };
    const subject = { id, matterCode: 'GJJ-08', agencyCode: 'GJJ', kind: 'question' } as const;
    await articles.load([{ ...subject, title: { zh, en: '' }, body }]);
    return id;
  };

  it.each([
    ['two characters', '降比', 'GJJ'],
    ['figures and Chinese', '3类器械', 'SCJG'],
    ['letters and Chinese', 'U盾', 'GJJ'],
    ['a homophone', '营业直照遗失', 'SCJG'],
    ['pinyin', 'heming', 'SCJG'],
    ['traditional characters', '專精特新復核', 'ZXQY'],
    ['full width', 'ＳＣ证', 'SCJG'],
    ['English', 'sealing an employee account', 'GJJ'],
  ])('finds %s', async (_case, text, agency) => {
    expect((await find(text)).hits[0]?.agencyCode).toBe(agency);
  });

  it('says what it has searched when it has repaired the spelling', async () => {
    expect((await find('营业直照遗失')).corrected).toBe('营业执照遗失');
    expect(await find('营业执照遗失')).not.toHaveProperty('corrected');
  });

  it('finds what is written with characters outside the basic plane', async () => {
    const id = await write('𠮷祥面馆怎么续证');
    expect((await find('𠮷祥面馆')).hits[0]).toMatchObject({ id });
  });

  it('finds a changed article at once, in its transaction, and what was not committed never', async () => {
    const unitOfWork = app.get(UnitOfWork);
    const id = await write('琉璃瓦专项办理');
    expect((await find('琉璃瓦')).hits[0]).toMatchObject({ id, version: 1, matterCode: 'GJJ-08' });
    await write('青花瓷专项办理', id);
    expect((await find('青花瓷')).hits[0]).toMatchObject({ id, version: 2 });
    expect((await find('琉璃瓦')).hits.map((hit) => hit.id)).not.toContain(id);
    const failing = unitOfWork.run(async (tx) => {
      await tx.query('UPDATE articles SET kind = $2 WHERE id = $1', [id, 'guide']);
      await app.get(SearchIndexService).refresh(tx, [id]);
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect((await find('青花瓷')).hits[0]).toMatchObject({ id, kind: 'question' });
  });

  it('finds what another process has committed, also in a transaction that began before others and ended after them', async () => {
    const other = await openModule(CatalogueModule, 'knowledge', entities, database);
    try {
      const unitOfWork = other.get(UnitOfWork);
      const handOver = async (tx: Transaction, id: string): Promise<void> => {
        await tx.query(`UPDATE articles SET agency_code = 'SCJG' WHERE id = $1`, [id]);
        await other.get(SearchIndexService).refresh(tx, [id]);
      };
      const agencyOf = async (text: string) => (await find(text)).hits[0]?.agencyCode;
      const untilSeen = (text: string) => until(async () => (await agencyOf(text)) === 'SCJG', text);
      const slowId = await write('珐琅彩专项办理');
      const quickId = await write('唐三彩专项办理');
      await unitOfWork.run(async (slow) => {
        await handOver(slow, slowId);
        await unitOfWork.run((quick) => handOver(quick, quickId));
        await untilSeen('唐三彩');
        expect(await agencyOf('珐琅彩')).toBe('GJJ');
      });
      await untilSeen('珐琅彩');
    } finally {
      await other.close();
    }
  });

  it('follows changes in the order of their transactions, page by page', async () => {
    const pool = app.get(Pool);
    await pool.query(`INSERT INTO search_words (word, reading, initials, change)
                      VALUES ('子丑', 'x', 'x', '9'), ('寅卯', 'x', 'x', '10'), ('辰巳', 'x', 'x', '11')`);
    const feed = app.get(SearchFeedRepository);
    const read: string[] = [];
    for (let place = { change: '8', key: '' }; read.length < 3;) {
      const [row] = await feed.words(place, 1);
      if (!row) break;
      read.push(row.word);
      place = { change: row.change, key: row.word };
    }
    expect(read).toEqual(['子丑', '寅卯', '辰巳']);
  });

  it('marks what was searched', async () => {
    const { hits } = await find('遗失声明');
    const { text, highlights } = hits[0]?.excerpt ?? { text: '', highlights: [] };
    expect(highlights.map(({ start, end }) => text.slice(start, end)).join()).toContain('声明');
  });

  it('filters, counts and raises what is near', async () => {
    const all = await find('有效期满复核', { limit: 50 });
    const count = all.counts.matters.find(({ value }) => value === 'ZXQY-06')?.count ?? 0;
    expect(count).toBeGreaterThan(0);
    const one = await find('有效期满复核', { matterCode: 'ZXQY-06', limit: 50 });
    expect(new Set(one.hits.map(({ matterCode }) => matterCode))).toEqual(new Set(['ZXQY-06']));
    const near = await find('有效期满复核', { nearMatterCode: 'ZXQY-06' });
    expect(near.hits[0]?.matterCode).toBe('ZXQY-06');
    expect(all.hits[0]?.matterCode).not.toBe('ZXQY-06');
  });

  it('pages without gaps and refuses a foreign cursor', async () => {
    const all = await find('公积金', { limit: 20 });
    const first = await find('公积金', { limit: 10 });
    const second = await find('公积金', { limit: 10, cursor: first.nextCursor });
    expect([...first.hits, ...second.hits]).toEqual(all.hits);
    await expect(find('公积金', { cursor: 'x' })).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
  });

  it('lists what says nearly the same once', async () => {
    const zh = '锦鲤池养护费能不能走公积金账户报销，需要准备哪些发票和合同，多久可以到账，去哪个窗口';
    const ids = [];
    for (const text of [zh, `${zh}？`]) ids.push(await write(text));
    const { hits } = await find('锦鲤池养护费');
    expect([hits[0]?.id, ...(hits[0]?.alike ?? [])].sort()).toEqual(ids.sort());
  });

  it('finds nothing for what nobody wrote', async () => {
    expect(await find('ƞƞƞ qqqqqqq')).toMatchObject({ hits: [], counts: { matters: [] } });
  });

  it('suggests words and titles while somebody types', async () => {
    expect((await searches.suggest({ text: '营业执' }, new Date())).items).toContain('营业执照');
    expect((await searches.suggest({ text: 'gongjij' }, new Date())).items).toContain('公积金');
  });

  it('understands a new synonym, and refuses circles and contradictions whole', async () => {
    const rows = [{ word: '铁皮证', meaning: '食品经营许可' }];
    await synonyms.save(rows, uuidv7());
    expect((await find('铁皮证')).hits[0]?.matterCode).toMatch(/^SCJG-2[01]$/);
    const before = await synonyms.list();
    const circle = [
      { word: '甲乙', meaning: '丙丁' },
      { word: '丙丁', meaning: '甲乙' },
    ];
    await expect(synonyms.save(circle, uuidv7())).rejects.toMatchObject({
      details: { fields: [{ field: 'items[1].meaning' }] },
    });
    const twice = [
      { word: '甲乙', meaning: '丙丁' },
      { word: '甲乙', meaning: '戊己' },
    ];
    await expect(synonyms.save(twice, uuidv7())).rejects.toMatchObject({
      details: { fields: [{ field: 'items[1].word' }] },
    });
    expect(await synonyms.list()).toEqual(before);
    await synonyms.delete('铁皮证');
    await expect(synonyms.delete('铁皮证')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('makes up for what the index lacks', async () => {
    const unitOfWork = app.get(UnitOfWork);
    await unitOfWork.run((tx) =>
      tx.query(`DELETE FROM search_documents WHERE article_id IN
                  (SELECT article_id FROM search_documents ORDER BY article_id LIMIT 150)`),
    );
    expect(await app.get(SearchIndexService).catchUp()).toBe(150);
    expect(await app.get(SearchIndexService).catchUp()).toBe(0);
  });
});
