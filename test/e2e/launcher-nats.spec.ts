import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { STREAMS, type EventEnvelope } from '#contracts';
import { EventConsumer, NotYet } from '#messaging';
import { createLogger } from '#observability';
import { AckPolicy, connect, DeliverPolicy, type NatsConnection, StringCodec } from 'nats';
import { v7 as uuidv7 } from 'uuid';
import { prepareNats, probeNats, useExternalNats } from '../../tools/launcher/nats';
import { findNatsServer } from '../../tools/launcher/nats-binary';
import type { NatsUser } from '../../tools/launcher/nats-permissions';
import { freePorts } from '../../tools/launcher/ports';
import { SupervisedProcess, untilReady } from '../../tools/launcher/process';
import { findRoot } from '../../tools/launcher/root';
import { generateSecrets } from '../../tools/launcher/secrets';
import { Watchdog } from '../../tools/launcher/watchdog';

const { encode, decode } = StringCodec();
const output = { line: (): void => undefined };
const { signal } = new AbortController();

describe('the users of a real nats-server', () => {
  const folder = mkdtempSync(join(tmpdir(), 'qifu-nats-'));
  const passwords = generateSecrets().nats;
  const watchdog = new Watchdog(findRoot());
  const connections: NatsConnection[] = [];
  let port = 0;
  let server: SupervisedProcess;

  const enter = async (user: NatsUser): Promise<NatsConnection> => {
    const connection = await connect({
      servers: `127.0.0.1:${port}`,
      user,
      pass: passwords[user],
      inboxPrefix: `_INBOX_${user}`,
    });
    connections.push(connection);
    return connection;
  };

  /** The server reports a refused publication to the connection, not to the call. */
  const mayPublish = async (connection: NatsConnection, subject: string): Promise<boolean> => {
    const refusal = (async () => {
      for await (const { type, data } of connection.status()) if (type === 'error' && data) return;
    })();
    connection.publish(subject);
    const accepted = connection
      .flush()
      .then(() => new Promise((resolve) => setTimeout(resolve, 50)).then(() => true));
    return Promise.race([refusal.then(() => false), accepted]);
  };

  const maySubscribe = (connection: NatsConnection, subject: string): Promise<boolean> =>
    new Promise((resolve) => {
      connection.subscribe(subject, { callback: (error) => error && resolve(false) });
      void connection.flush().then(() => setTimeout(() => resolve(true), 50));
    });

  beforeAll(async () => {
    [port = 0] = await freePorts(1);
    const binary = await findNatsServer(output, watchdog, signal);
    server = new SupervisedProcess(prepareNats(binary, folder, port, passwords), output, watchdog);
    server.launch();
    await untilReady([server], () => probeNats(port), 10_000, signal);
  });
  afterEach(async () => {
    await Promise.all(connections.splice(0).map((connection) => connection.close()));
  });
  afterAll(async () => {
    await server.stop(2_000);
    await watchdog.end();
    rmSync(folder, { recursive: true });
  });

  it('let a gateway ask a service, which may answer', async () => {
    const [gateway, desk] = [await enter('gateway'), await enter('desk')];
    desk.subscribe('desk.*.*', {
      queue: 'desk',
      callback: (_error, message) => void message.respond(encode(`answer to ${message.subject}`)),
    });
    await desk.flush();
    const answer = await gateway.request('desk.message.send');
    expect(decode(answer.data)).toBe('answer to desk.message.send');
  });

  it.each([
    'desk.evt.x',
    'desk.live.x',
    'knowledge.evt.article.published',
    '$JS.API.STREAM.NAMES',
    '_INBOX_desk.x',
  ])('keep a gateway from publishing %s', async (subject) => {
    expect(await mayPublish(await enter('gateway'), subject)).toBe(false);
  });

  it.each(['desk.message.send', 'desk.>', '>', '_INBOX_desk.>', 'knowledge.evt.>'])(
    'keep a gateway from hearing %s',
    async (subject) => {
      expect(await maySubscribe(await enter('gateway'), subject)).toBe(false);
    },
  );

  it.each(['desk.live.>', 'gateway.live.>', '_INBOX_gateway.>'])('let a gateway hear %s', async (subject) => {
    expect(await maySubscribe(await enter('gateway'), subject)).toBe(true);
  });

  it('keep a service from writing into an inbox unasked, and from telling the events of another', async () => {
    const desk = await enter('desk');
    expect(await mayPublish(desk, '_INBOX_gateway.x')).toBe(false);
    expect(await mayPublish(desk, 'knowledge.evt.article.published')).toBe(false);
    expect(await mayPublish(desk, 'knowledge.article.get')).toBe(true);
    expect(await mayPublish(desk, 'desk.evt.conversation.ended')).toBe(true);
  });

  it('let a service keep its own stream, which another reads under its own name only', async () => {
    const desk = await (await enter('desk')).jetstreamManager({ checkAPI: false });
    await desk.streams.add({ name: 'DESK_EVENTS', subjects: ['desk.evt.>'] });
    await desk.consumers.add('DESK_EVENTS', { durable_name: 'desk' });

    const knowledge = await enter('knowledge');
    const manager = await knowledge.jetstreamManager({ checkAPI: false });
    await manager.consumers.add('DESK_EVENTS', { durable_name: 'knowledge' });
    await expect(manager.consumers.delete('DESK_EVENTS', 'desk')).rejects.toThrow(/Permissions Violation/);
    await expect(manager.streams.delete('DESK_EVENTS')).rejects.toThrow(/Permissions Violation/);
    connections[0]?.publish('desk.evt.conversation.ended', encode('an event'));
    const reader = await knowledge.jetstream().consumers.get('DESK_EVENTS', 'knowledge');
    const event = await reader.next({ expires: 5_000 });
    expect(event?.string()).toBe('an event');
    expect(await event?.ackAck()).toBe(true);
  });

  it('let a service go on where it was when it is to be given other events', async () => {
    const desk = await enter('desk');
    await (
      await desk.jetstreamManager({ checkAPI: false })
    ).streams.add({
      name: 'DESK_EVENTS',
      subjects: ['desk.evt.>'],
    });
    const knowledge = await enter('knowledge');
    const { consumers } = await knowledge.jetstreamManager({ checkAPI: false });
    await consumers.delete('DESK_EVENTS', 'knowledge').catch(() => undefined);
    await consumers.add('DESK_EVENTS', {
      durable_name: 'knowledge',
      ack_policy: AckPolicy.Explicit,
      deliver_policy: DeliverPolicy.New,
    });
    const type = 'desk.evt.conversation.ended';
    const tell = (id: string, subject: string = type): void => {
      const data = { conversationId: uuidv7(), matterCode: 'SCJG-01', outcome: 'resolved' };
      desk.publish(subject, encode(JSON.stringify({ id, type, occurredAt: '', requestId: id, data })));
    };
    tell('handled');
    await desk.flush();
    const before = await knowledge.jetstream().consumers.get('DESK_EVENTS', 'knowledge');
    await (await before.next({ expires: 5_000 }))?.ackAck();
    tell('waiting');
    tell('of an order', `desk.evt.work-order.changed.${uuidv7()}`);

    const heard: string[] = [];
    const handlers = new Map([[type, async ({ id }: EventEnvelope) => void heard.push(id)]]);
    const options = { service: 'knowledge', stream: 'DESK_EVENTS', subject: STREAMS.desk.read, handlers };
    const log = createLogger({ service: 'test', instance: '1', level: 'silent', format: 'json' });
    for (const expected of [['waiting'], ['waiting', 'later']]) {
      const consumer = new EventConsumer(knowledge, options, log);
      consumer.start();
      while (heard.length < expected.length) await sleep(20);
      await sleep(200);
      expect(heard).toEqual(expected);
      await consumer.stop();
      tell('later');
    }
    expect((await consumers.info('DESK_EVENTS', 'knowledge')).config.filter_subject).toBe('desk.evt.*.*');
  });

  it('are given an event once while it waits for another of its lane, and again when it comes too early', async () => {
    const type = 'agency.*.handover';
    const desk = await enter('desk');
    const adapter = await enter('agency-SCJG');
    const { streams } = await desk.jetstreamManager({ checkAPI: false });
    await streams.add({ name: 'AGENCY_HANDOVERS', subjects: ['agency.*.handover'] });
    const tell = (id: string): void => {
      const at = '2026-11-24T02:00:00.000Z';
      const data = { id: uuidv7(), agencyCode: 'SCJG', kind: 'urged', at, text: id };
      const told = { id, type, occurredAt: at, requestId: id, data };
      desk.publish('agency.SCJG.handover', encode(JSON.stringify(told)));
    };
    const ackWaitMs = 300;
    const heard: string[] = [];
    let release = (): void => undefined;
    const released = new Promise<void>((resolve) => (release = resolve));
    const handle = async ({ id }: EventEnvelope): Promise<void> => {
      heard.push(id);
      if (id === 'first') await released;
      if (id === 'early' && heard.filter((one) => one === 'early').length === 1) throw new NotYet();
    };
    const errors: string[] = [];
    const log = createLogger({ service: 'test', instance: '1', level: 'silent', format: 'json' });
    jest.spyOn(log, 'error').mockImplementation((_: unknown, text?: string) => void errors.push(text ?? ''));
    const options = {
      ...{ service: 'agency-SCJG', stream: 'AGENCY_HANDOVERS', subject: 'agency.SCJG.handover', ackWaitMs },
      ...{ handlers: new Map([[type, handle]]), laneOf: () => 'one' },
    };
    const consumer = new EventConsumer(adapter, options, log);
    consumer.start();
    for (const id of ['first', 'second', 'early']) tell(id);
    while (heard.length < 1) await sleep(20);
    await sleep(5 * ackWaitMs);
    release();
    while (heard.length < 4) await sleep(20);
    await sleep(2 * ackWaitMs);
    expect(heard).toEqual(['first', 'second', 'early', 'early']);
    expect(errors).toEqual([]);
    await consumer.stop();
  });

  it("let an adapter take what is for its agency, and neither read nor write what is another agency's", async () => {
    const desk = await (await enter('desk')).jetstreamManager({ checkAPI: false });
    await desk.streams.add({ name: 'AGENCY_HANDOVERS', subjects: ['agency.*.handover'] });
    const adapter = await enter('agency-SCJG');
    const manager = await adapter.jetstreamManager({ checkAPI: false });
    const reader = (durable_name: string, filter_subject?: string) =>
      manager.consumers.add('AGENCY_HANDOVERS', {
        durable_name,
        ack_policy: AckPolicy.Explicit,
        ...(filter_subject ? { filter_subject } : {}),
      });
    await reader('agency-SCJG', 'agency.SCJG.handover');
    for (const [name, filter] of [
      ['agency-SCJG', 'agency.GJJ.handover'],
      ['agency-SCJG', 'agency.*.handover'],
      ['agency-SCJG', undefined],
      ['agency-GJJ', 'agency.GJJ.handover'],
    ] as const)
      await expect(reader(name, filter)).rejects.toThrow(/Permissions Violation/);
    connections[0]?.publish('agency.GJJ.handover', encode('of GJJ'));
    connections[0]?.publish('agency.SCJG.handover', encode('of SCJG'));
    const own = await adapter.jetstream().consumers.get('AGENCY_HANDOVERS', 'agency-SCJG');
    const first = await own.next({ expires: 5_000 });
    expect(first?.string()).toBe('of SCJG');
    expect(await first?.ackAck()).toBe(true);
    expect(await mayPublish(await enter('agency-SCJG'), 'agency.SCJG.report')).toBe(true);
    for (const subject of [
      'agency.GJJ.report',
      'agency.GJJ.act',
      'agency.GJJ.handover',
      'desk.handover.list',
    ])
      expect(await mayPublish(await enter('agency-SCJG'), subject)).toBe(false);
    for (const subject of [
      'agency.GJJ.webhook',
      'agency.*.report',
      'agency.>',
      'desk.live.>',
      '_INBOX_desk.>',
    ])
      expect(await maySubscribe(await enter('agency-SCJG'), subject)).toBe(false);
    expect(await mayPublish(await enter('gateway'), 'agency.SCJG.report')).toBe(false);
  });

  it('are not let in with a wrong password', async () => {
    const access = useExternalNats(`nats://desk:wrong@127.0.0.1:${port}`);
    await expect(access).rejects.toThrow(/^NATS_URL \(nats:\/\/127\.0\.0\.1:\d+\) cannot be used/);
  });

  it('find what they stored after the server was killed', async () => {
    const before = await (await enter('desk')).jetstream().publish('desk.evt.conversation.ended');
    server.kill('SIGKILL');
    while (server.running) await new Promise((resolve) => setTimeout(resolve, 20));
    while (await probeNats(port)) await new Promise((resolve) => setTimeout(resolve, 50));
    const after = await (await enter('desk')).jetstream().publish('desk.evt.conversation.ended');
    expect(after.seq).toBe(before.seq + 1);
  });
});
