import type { INestApplicationContext } from '@nestjs/common';
import type { KnowledgeMetricCase, ListKnowledgeMetricCases } from '#contracts';
import { entities } from '../../apps/knowledge/src/database/entities';
import { KnowledgeModule } from '../../apps/knowledge/src/knowledge.module';
import { MetricCasesService } from '../../apps/knowledge/src/metrics/metric-cases.service';
import { MetricsService } from '../../apps/knowledge/src/metrics/metrics.service';
import { createTestDatabase, type TestDatabase } from '../support/database';
import { DeskDouble } from '../support/desk-double';
import { mattersOf } from '../support/knowledge';
import { openModule } from '../support/nest';
import { Newsroom, wording } from '../support/newsroom';

describe('the reviews of articles', () => {
  let database: TestDatabase;
  let app: INestApplicationContext;
  const ids: Record<string, string> = {};
  const now = new Date('2030-06-01T00:00:00Z');

  beforeAll(async () => {
    database = await createTestDatabase('knowledge');
    const desk = new DeskDouble({ 'desk.matter.list': () => mattersOf(['SCJG-01', 'GJJ-01']) });
    app = await openModule(KnowledgeModule, 'knowledge', entities, database, [desk.module]);
    const room = new Newsroom(app);
    const reviews: [string, string, string | null][] = [
      ['late', 'SCJG-01', '2030-03-01T00:00:00Z'],
      ['latest', 'SCJG-01', '2030-02-01T00:00:00Z'],
      ['to come', 'SCJG-01', '2030-07-01T00:00:00Z'],
      ['never', 'SCJG-01', null],
      ['elsewhere', 'GJJ-01', '2030-05-01T00:00:00Z'],
    ];
    for (const [name, matterCode, reviewBy] of reviews)
      ids[name] = (await room.published(wording(name, { matterCode, reviewBy }))).id;
    await room.drafts.save({ ...wording('a draft'), idempotencyKey: 'a draft' }, room.editor);
  });
  afterAll(async () => {
    await app?.close();
    await database?.drop();
  });

  const nameOf = (id: string) => Object.keys(ids).find((name) => ids[name] === id);
  const cases = async (request: Partial<ListKnowledgeMetricCases>): Promise<KnowledgeMetricCase[]> => {
    const found: KnowledgeMetricCase[] = [];
    let cursor: string | undefined;
    do {
      const page = await app.get(MetricCasesService).list(
        {
          name: 'reviews-overdue',
          part: 'denominator',
          limit: 1,
          ...request,
          ...(cursor === undefined ? {} : { cursor }),
        },
        now,
      );
      found.push(...page.items);
      cursor = page.nextCursor;
    } while (cursor !== undefined);
    return found;
  };

  it.each<[string | undefined, number, number]>([
    [undefined, 3, 5],
    ['SCJG', 2, 4],
    ['GJJ', 1, 1],
    ['NONE', 0, 0],
  ])('are counted for the agency %s', async (agencyCode, numerator, denominator) => {
    const request = agencyCode === undefined ? {} : { agencyCode };
    const { values } = await app.get(MetricsService).get(request, now);
    const all = values.find(
      (value) => value.name === 'reviews-overdue' && value.matterCode === null && value.agencyCode === null,
    );
    expect(all).toMatchObject({ numerator, denominator });
  });

  it.each<[Partial<ListKnowledgeMetricCases>, string[]]>([
    [{ part: 'numerator' }, ['latest', 'late', 'elsewhere']],
    [{ part: 'rest' }, ['to come', 'never']],
    [{ part: 'denominator' }, ['latest', 'late', 'elsewhere', 'to come', 'never']],
    [{ part: 'numerator', agencyCode: 'SCJG' }, ['latest', 'late']],
    [{ part: 'denominator', matterCode: 'GJJ-01' }, ['elsewhere']],
    [{ part: 'denominator', matterCode: 'GJJ-01', agencyCode: 'SCJG' }, []],
  ])('are shown behind the number, page after page: %j', async (request, expected) => {
    expect((await cases(request)).map(({ id }) => nameOf(id))).toEqual(expected);
  });

  it('say by when it had to be looked at', async () => {
    const [first] = await cases({ part: 'numerator' });
    expect(first).toMatchObject({
      kind: 'article',
      matterCode: 'SCJG-01',
      at: '2030-02-01T00:00:00.000Z',
      title: expect.any(String),
    });
    const [, last] = await cases({ part: 'rest' });
    expect(last).toMatchObject({ at: null });
  });
});
