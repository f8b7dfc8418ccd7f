import type { HealthReport } from '#contracts';
import { rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Agencies } from '../support/e2e-agencies';
import { Town } from '../support/e2e-town';
import { until } from '../support/e2e-until';

const IN_FLIGHT = 20;
/**
 * What a server that was killed had in hand is taken up once the claims of the dead have run out: 10 s for the outbox's,
 * 30 s for JetStream's, which a restart of NATS begins anew, and 10 s until a consumer notices that it was forgotten.
 */
const RECOVERY_MS = 150_000;

describe('the exchange with agencies while its parts fail', () => {
  let town: Town;
  let agencies: Agencies;

  beforeAll(async () => {
    town = await Town.start({
      agencies: true,
      env: {
        AGENCY_SYSTEM_PAUSE_MS: '10',
        AGENCY_SYSTEM_RETURN_SHARE: '0',
        PUSH_RETRY_MS: '100',
        PUSH_RETRY_MAX_MS: '1000',
      },
    });
    agencies = new Agencies(town);
  }, 180_000);
  afterEach(() => agencies?.system({ down: false }));
  afterAll(() => town?.stop());

  const processOf = (name: string) => {
    const found = town.suite.processes.get(name);
    if (!found) throw new Error(`No process ${name}.`);
    return found;
  };

  async function kill(name: string): Promise<void> {
    const victim = processOf(name);
    const { pid } = victim;
    if (pid === undefined) throw new Error(`${name} does not run.`);
    process.kill(-pid, 'SIGKILL');
    await until(() => victim.running && victim.pid !== pid, `${name} is started again`, RECOVERY_MS);
  }

  const health = async (): Promise<HealthReport> =>
    (await (await fetch(`${town.url()}/health/ready`)).json()) as HealthReport;

  it('names an adapter that is gone as degraded, and stays ready', async () => {
    const adapter = processOf('agency-ZXQY-1');
    await adapter.stop(0);
    let seen: HealthReport | undefined;
    await until(
      async () => {
        seen = await health();
        const { status, parts } = seen;
        return (
          status === 'degraded' &&
          parts.some((part) => part.name === 'agency.ZXQY' && part.status === 'degraded')
        );
      },
      () => `the dead adapter is named; there is ${JSON.stringify(seen)}`,
    );
    expect((await fetch(`${town.url()}/health/ready`)).status).toBe(200);
    adapter.launch();
    adapter.supervise();
    await until(async () => (await health()).status === 'up', 'it is back', RECOVERY_MS);
  });

  it('brings what concerns one order in its order, though the adapter is killed in between', async () => {
    await agencies.system({ down: true });
    const { id } = await agencies.order('SCJG-01');
    await agencies.handover(id, ({ state }) => state === 'sent');
    await kill('agency-SCJG-1');
    await agencies.act(await town.as('chen.jing'), id, 'urge');
    await agencies.system({ down: false });
    await agencies.handover(id, ({ state }) => state === 'delivered', 'urged');
    const { received } = await agencies.system();
    expect(received.filter(({ orderId }) => orderId === id).map(({ kind }) => kind)).toEqual([
      'order',
      'urged',
    ]);
  }, 180_000);

  it('loses and doubles nothing while JetStream loses its store and adapter, desk and NATS are killed', async () => {
    await agencies.system({ down: true });
    const before = (await agencies.system()).received.length;
    const dispatch = (count: number) =>
      Promise.all(Array.from({ length: count }, () => agencies.order('SCJG-01')));
    const orders = await dispatch(IN_FLIGHT / 2);
    // Which of them is tried, the breaker decides.
    await until(
      async () =>
        (await agencies.handovers({ agencyCode: 'SCJG', state: 'sent' })).some(
          ({ attempts }) => attempts > 0,
        ),
      'the adapter has tried one in vain',
    );
    const nats = processOf('nats');
    await nats.stop(0);
    await until(() => !nats.running, 'NATS is gone');
    rmSync(join(dirname(town.suite.logFile), 'nats', 'jetstream'), { recursive: true });
    nats.launch();
    nats.supervise();
    await town.ready(RECOVERY_MS);
    orders.push(...(await dispatch(IN_FLIGHT / 2)));
    await Promise.all([kill('agency-SCJG-1'), kill('desk-1')]);
    await agencies.system({ down: false });
    await until(
      async () => (await agencies.system()).received.length > before,
      'the first has arrived',
      RECOVERY_MS,
    );
    await kill('agency-SCJG-1');
    await kill('nats');
    await town.ready(RECOVERY_MS);

    for (const { id } of orders) await agencies.reaches(id, 'replied', RECOVERY_MS);
    const ids = orders.map(({ id }) => id).sort();
    const { received } = await agencies.system();
    const arrived = received.flatMap(({ kind, orderId }) => (kind === 'order' && orderId ? [orderId] : []));
    expect(arrived.filter((id) => ids.includes(id)).sort()).toEqual(ids);
    for (const id of ids)
      expect(await agencies.actions(id)).toEqual(['create', 'dispatch', 'sign', 'first-contact', 'reply']);
    const rows = (await agencies.handovers({ agencyCode: 'SCJG' })).filter(
      ({ orderId }) => orderId && ids.includes(orderId),
    );
    expect(rows.map(({ state, kind }) => `${kind} ${state}`)).toEqual(ids.map(() => 'order delivered'));
    expect(rows.every(({ repliedAt }) => repliedAt !== null)).toBe(true);
  }, 600_000);
});
