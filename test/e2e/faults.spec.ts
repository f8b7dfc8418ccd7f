import type { ConversationView, EntryList, HealthReport } from '#contracts';
import { rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { v7 as uuid } from 'uuid';
import { DeliveryAudit } from '../../tools/client/delivery-audit';
import type { Player } from '../support/e2e-player';
import { Town, type Talk } from '../support/e2e-town';
import { until } from '../support/e2e-until';

const CONVERSATIONS = 50;
const SEATS = 5;
/** Between two messages of one writer, in ms. */
const PACE = { least: 200, spread: 600 };
const RECOVERY_MS = 60_000;

describe('faults while fifty conversations write', () => {
  let town: Town;
  let talks: Talk[] = [];
  const audit = new DeliveryAudit();
  let writing = true;
  let writers: Promise<void>[] = [];
  let acknowledged = 0;

  /** Writes until it is told to stop; an unanswered message is sent again under its id by the client. */
  async function write(player: Player, id: string): Promise<void> {
    for (let n = 1; writing; n += 1) {
      const key = uuid();
      const text = `${player.grant.name} ${n}`;
      const ack = await player.say(id, text, key);
      audit.acked(id, ack.sequence, key, text);
      acknowledged += 1;
      await sleep(PACE.least + Math.random() * PACE.spread);
    }
  }

  const audited = (name: string, gateway: number) => ({
    gateway,
    framesPerSecond: Infinity,
    patienceMs: 120_000,
    onEntry: (id: string, entry: Parameters<DeliveryAudit['delivered']>[2]) =>
      audit.delivered(name, id, entry),
  });

  beforeAll(async () => {
    town = await Town.start({
      gateways: 2,
      desks: 2,
      env: { GATEWAY_FRAMES_PER_SECOND: '500', LEASE_SECONDS: '60', REQUEUE_SECONDS: '600' },
    });
    const seats: Player[] = [];
    for (let n = 0; n < SEATS; n += 1) {
      const login = await town.hire({ capacity: CONVERSATIONS / SEATS });
      seats.push(await town.seat(login, { ...audited(login, n % 2), eager: true }));
    }
    talks = await Promise.all(
      Array.from({ length: CONVERSATIONS }, async (_, n) => {
        const firm = await town.business(audited(`firm ${n}`, n % 2));
        const { id } = await firm.open('SCJG-01');
        const { seatId } = await firm.sees(id, ({ status }) => status === 'active');
        const seat = seats.find((candidate) => candidate.id === seatId);
        if (!seat) throw new Error('Somebody else has accepted it.');
        return { id, firm, seat };
      }),
    );
    writers = talks.flatMap(({ id, firm, seat }) => [write(firm, id), write(seat, id)]);
  }, 240_000);
  afterAll(async () => {
    writing = false;
    await Promise.allSettled(writers);
    await town?.stop();
  });

  /** What a gateway says is failing, with the status 503. */
  async function failing(): Promise<string[]> {
    const response = await fetch(`${town.url()}/health/ready`);
    const { parts } = (await response.json()) as HealthReport;
    return response.status === 503
      ? parts.flatMap(({ name, status }) => (status === 'down' ? [name] : []))
      : [];
  }

  /** As many messages have been acknowledged since as there are writers. */
  async function flows(): Promise<void> {
    const from = acknowledged;
    await until(() => acknowledged >= from + writers.length, 'messages flow again', RECOVERY_MS);
  }

  const processOf = (name: string) => {
    const found = town.suite.processes.get(name);
    if (!found) throw new Error(`No process ${name}.`);
    return found;
  };

  /** Kills the process with everything that it has started, and waits until the launcher has started it again. */
  async function kill(name: string, named?: string): Promise<void> {
    const victim = processOf(name);
    const { pid } = victim;
    if (pid === undefined) throw new Error(`${name} does not run.`);
    process.kill(-pid, 'SIGKILL');
    if (named) await until(async () => (await failing()).includes(named), `${name} is named`);
    await until(() => victim.running && victim.pid !== pid, `${name} is started again`, RECOVERY_MS);
    await town.ready();
    await flows();
  }

  it('survives the death of a desk', () => kill('desk-1'), 120_000);
  it('survives the death of a gateway', () => kill('gateway-2'), 120_000);
  it('survives the death of nats-server', () => kill('nats', 'nats'), 120_000);
  it('survives the death of PostgreSQL', () => kill('postgres', 'desk.database'), 120_000);

  it('says which part is failing while no desk and no knowledge service answers', async () => {
    const gone = ['desk-1', 'desk-2', 'knowledge-1'].map(processOf);
    for (const { pid } of gone) if (pid) process.kill(-pid, 'SIGKILL');
    await until(async () => {
      const parts = await failing();
      return ['desk', 'knowledge'].every((part) => parts.includes(part));
    }, 'both are named');
    await town.ready();
  }, 120_000);

  /** Both sides and the record have everything. */
  async function readBack({ id, firm, seat }: Talk): Promise<void> {
    const { lastSequence, status } = await firm.api.get<ConversationView>(`/conversations/${id}`);
    expect(status).toBe('active');
    await Promise.all([firm, seat].map((player) => player.hasUpTo(id, lastSequence)));
    for (let after = 0; after < lastSequence;) {
      const { entries } = await firm.api.get<EntryList>(`/conversations/${id}/entries`, { after });
      for (const entry of entries) audit.delivered('the record', id, entry);
      after = entries.at(-1)?.sequence ?? lastSequence;
    }
    audit.reaches('the record', id, lastSequence);
  }

  it('has lost, doubled and disordered nothing that was acknowledged', async () => {
    writing = false;
    await Promise.all(writers);
    await Promise.all(talks.map(readBack));
    expect(audit.problems()).toEqual([]);
    expect(audit.counts).toMatchObject({ conversations: CONVERSATIONS, acknowledged });
    expect(acknowledged).toBeGreaterThan(10 * CONVERSATIONS);
  }, 120_000);

  it('tells every event exactly once, also when JetStream loses its store with events on their way', async () => {
    const articleId = await anArticle();
    const quote = async ({ id, seat }: Talk): Promise<void> => {
      const card = { type: 'answer', articleId, version: 1 } as const;
      await seat.send({ conversationId: id, kind: 'card', card });
    };
    const nats = processOf('nats');
    const told = () => quotes(articleId);
    await Promise.all(talks.slice(0, 20).map(quote));
    await until(async () => (await told()) >= 10, 'the first events have been told');
    const during = talks.slice(20).map(quote);
    await nats.stop(0);
    rmSync(join(dirname(town.suite.logFile), 'nats', 'jetstream'), { recursive: true });
    nats.launch();
    nats.supervise();
    await Promise.all(during);
    await until(async () => (await told()) >= CONVERSATIONS, 'all events have been told', RECOVERY_MS);
    await town.ready();
    const unpublished = await town.query('SELECT 1 FROM desk.outbox WHERE published_at IS NULL');
    expect([unpublished, await told()]).toEqual([[], CONVERSATIONS]);
  }, 180_000);

  async function anArticle(): Promise<string> {
    const api = await town.as('tang.yan');
    const { items } = await api.get<{ items: { id: string }[] }>('/articles', { matterCode: 'SCJG-01' });
    return items[0]?.id ?? '';
  }

  async function quotes(articleId: string): Promise<number> {
    const api = await town.as('tang.yan');
    return (await api.get<{ quoted: number }>(`/articles/${articleId}`).catch(() => ({ quoted: 0 }))).quoted;
  }
});
