import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EventEnvelope } from '#contracts';
import { connectNats, EventConsumer, EventStream } from '#messaging';
import { createLogger } from '#observability';
import type { NatsConnection } from 'nats';
import { v7 as uuidv7 } from 'uuid';
import { useExternalNats } from '../../tools/launcher/nats';
import { findNatsServer } from '../../tools/launcher/nats-binary';
import { freePorts } from '../../tools/launcher/ports';
import { SupervisedProcess } from '../../tools/launcher/process';
import { findRoot } from '../../tools/launcher/root';
import { Watchdog } from '../../tools/launcher/watchdog';
import { until } from '../support/e2e-until';

const NODES = ['one', 'two', 'three'];
const TYPE = 'desk.evt.conversation.ended';
const EVENTS = 300;
const output = { line: (): void => undefined };
const { signal } = new AbortController();
const log = createLogger({ service: 'test', instance: '1', level: 'silent', format: 'json' });

const event = (): EventEnvelope => {
  const id = uuidv7();
  const data = { conversationId: id, matterCode: 'SCJG-01', outcome: 'resolved' };
  return { id, type: TYPE, occurredAt: '', requestId: id, data } as EventEnvelope;
};

describe('a cluster of three NATS servers', () => {
  const folder = mkdtempSync(join(tmpdir(), 'qifu-cluster-'));
  const watchdog = new Watchdog(findRoot());
  const servers = new Map<string, SupervisedProcess>();
  const connections: NatsConnection[] = [];
  let url = '';

  beforeAll(async () => {
    const binary = await findNatsServer(output, watchdog, signal);
    const ports = await freePorts(6);
    const routes = ports.slice(3).map((port) => `nats://127.0.0.1:${port}`);
    for (const [n, name] of NODES.entries()) {
      mkdirSync(join(folder, name));
      const config = join(folder, name, 'nats.conf');
      writeFileSync(
        config,
        `listen: "127.0.0.1:${ports[n]}"
         server_name: ${name}
         jetstream { store_dir: ${JSON.stringify(join(folder, name))}, max_file_store: 4GB }
         cluster { name: test, listen: "127.0.0.1:${ports[n + 3]}", routes: ${JSON.stringify(routes)} }`,
      );
      const spec = { name, command: binary, args: ['-c', config], silent: true };
      servers.set(name, new SupervisedProcess(spec, output, watchdog));
    }
    for (const server of servers.values()) server.launch();
    url = NODES.map((_, n) => `nats://127.0.0.1:${ports[n]}`).join(',');
  });
  afterAll(async () => {
    await Promise.all(connections.map((connection) => connection.close()));
    await Promise.all([...servers.values()].map((server) => server.stop(2_000)));
    await watchdog.end();
    rmSync(folder, { recursive: true });
  });

  const enter = async (name: string): Promise<NatsConnection> => {
    const connection = await connectNats({ url, name });
    connections.push(connection);
    return connection;
  };
  const placeOf = async (nats: NatsConnection) => {
    const { streams } = await nats.jetstreamManager({ checkAPI: false });
    const { config, cluster } = await streams.info('DESK_EVENTS');
    const inStep = cluster?.replicas?.filter(({ current, offline }) => current && !offline).length ?? 0;
    return { replicas: config.num_replicas, leader: cluster?.leader ?? '', inStep };
  };

  it('keeps the events on all three, and loses none when one is killed', async () => {
    expect((await useExternalNats(url)).url).toBe(url);
    const [desk, knowledge] = [await enter('desk'), await enter('knowledge')];
    const before = new EventStream(desk, 'desk');
    await until(
      () =>
        before.ensure().then(
          () => true,
          () => false,
        ),
      'the cluster has a leader',
      30_000,
    );
    expect(await placeOf(desk)).toMatchObject({ replicas: 1 });

    const stream = new EventStream(desk, 'desk', 3);
    const heard = new Map<string, number>();
    const handlers = new Map([
      [TYPE, async ({ id }: EventEnvelope) => void heard.set(id, (heard.get(id) ?? 0) + 1)],
    ]);
    const options = { service: 'knowledge', stream: 'DESK_EVENTS', subject: 'desk.evt.*.*', handlers };
    const consumer = new EventConsumer(knowledge, options, log);
    consumer.start();
    await until(
      () =>
        stream.replicate().then(
          () => true,
          () => false,
        ),
      'the stream gets its replicas',
      30_000,
    );
    await until(async () => (await placeOf(desk)).inStep === 2, 'they are in step', 30_000);
    expect(await placeOf(desk)).toMatchObject({ replicas: 3 });

    const sent: string[] = [];
    const acknowledged = new Map<string, number>();
    const send = async (told: EventEnvelope): Promise<void> => {
      sent.push(told.id);
      await until(
        () =>
          stream.publish(told).then(
            (sequence) => acknowledged.set(told.id, sequence),
            () => undefined,
          ),
        `${told.id} is acknowledged`,
        60_000,
      );
    };
    let killed = '';
    for (let n = 0; n < EVENTS; n += 1) {
      if (n === EVENTS / 3) {
        killed = (await placeOf(desk)).leader;
        servers.get(killed)?.kill('SIGKILL');
      }
      await send(event());
    }
    await until(
      () => sent.every((id) => heard.has(id)),
      () => `all are heard; there are ${heard.size}`,
      60_000,
    );
    expect(new Set(acknowledged.values()).size).toBe(EVENTS);
    const after = await placeOf(desk);
    expect(after.leader).not.toBe(killed);
    expect(await stream.ensure()).toBeGreaterThanOrEqual(Math.max(...acknowledged.values()));

    servers.get(killed)?.launch();
    await until(async () => (await placeOf(desk)).inStep === 2, 'the dead one is back and in step', 60_000);
    await consumer.stop();
  }, 240_000);
});
