import type { ConversationPage, CreateStaff, SeatPage, SessionGrant } from '#contracts';
import { Client } from 'pg';
import { Api } from '../../tools/client/api';
import type { ChatClientOptions } from '../../tools/client/chat-client';
import { creditCode } from '../../tools/client/credit-code';
import { HostApp, type Representative } from '../../tools/client/host-app';
import { Player } from './e2e-player';
import { until } from './e2e-until';
import { RawEvents, RawSocket } from './e2e-wire';
import { startTestSuite, type TestSuite, type TestSuiteOptions } from './suite';

/** Sign-ins are limited in number per second; a test with many people waits its turn. */
const SIGN_IN_PATIENCE_MS = 30_000;

export interface Seat extends ChatClientOptions {
  /** Index of the gateway that it connects to. */
  gateway?: number;
  /** Stays in the state that it is in; by default it goes on duty. */
  idle?: boolean;
  /** Accepts whatever it is offered. */
  eager?: boolean;
}

export interface Business extends ChatClientOptions {
  gateway?: number;
  /** The same number is the same enterprise; a new one by default. */
  firm?: number;
  /** The representative; the enterprise's first by default. */
  person?: string;
}

export interface Talk {
  firm: Player;
  seat: Player;
  /** Of the conversation. */
  id: string;
}

/** A running suite with the demo city in it, and the people that a test brings in. */
export class Town {
  private readonly grants = new Map<string, Promise<SessionGrant>>();
  /** How to end what was connected since the last `tidy`. */
  private readonly endings: (() => void)[] = [];
  private firms = 1_000;
  private hired = 0;

  private constructor(readonly suite: TestSuite) {}

  static async start(options: TestSuiteOptions): Promise<Town> {
    return new Town(
      await startTestSuite({ ...options, seed: true, env: { LOG_LEVEL: 'warn', ...options.env } }),
    );
  }

  stop(): Promise<void> {
    this.disconnect();
    return this.suite.stop();
  }

  url(gateway = 0): string {
    return this.suite.urls[gateway] ?? '';
  }

  /** Somebody of a firm as its host app knows it. */
  representative(firm: number, person = `person-${firm}`): Representative {
    return { id: person, name: '张三', creditCode: creditCode(firm), enterprise: `测试企业${firm}有限公司` };
  }

  /** A session of a representative, without a connection. */
  async vouched(firm: number, person?: string): Promise<SessionGrant> {
    const hostToken = await new HostApp(this.suite.secrets.hostApp).vouchFor(
      this.representative(firm, person),
    );
    return new Api(this.url(), SIGN_IN_PATIENCE_MS).exchange(hostToken);
  }

  async business({ gateway, firm, person, ...options }: Business = {}): Promise<Player> {
    const grant = await this.vouched(firm ?? (this.firms += 1), person);
    return this.connect(grant, gateway, options);
  }

  /** A session of a member of the demo's staff, or of one that was hired. */
  signedIn(login: string): Promise<SessionGrant> {
    const { password } = this.suite.secrets.demo;
    const known = this.grants.get(login) ?? new Api(this.url(), SIGN_IN_PATIENCE_MS).signIn(login, password);
    this.grants.set(login, known);
    return known;
  }

  /** The HTTP side as a member of staff. */
  async as(login: string, gateway = 0): Promise<Api> {
    return new Api(this.url(gateway)).as((await this.signedIn(login)).token);
  }

  async seat(login: string, { gateway, idle, eager, ...options }: Seat = {}): Promise<Player> {
    const player = await this.connect(await this.signedIn(login), gateway, options);
    if (eager) player.acceptAll();
    if (!idle) await player.goOnDuty();
    return player;
  }

  /** A bare connection; with a token it has said hello. */
  async socket(gateway: number, token?: string, conversations: object[] = []): Promise<RawSocket> {
    const socket = await RawSocket.open(this.url(gateway));
    this.endings.push(() => socket.end());
    return token === undefined ? socket : socket.hello(token, conversations);
  }

  /** @param positions such as `id:lastSequence,…` */
  async events(gateway: number, token: string, positions?: string): Promise<RawEvents> {
    const events = await RawEvents.open(this.url(gateway), token, positions);
    this.endings.push(() => events.end());
    return events;
  }

  /** A business at one gateway and a seat at the other, in an accepted conversation. */
  async talk(login = 'chen.jing', matterCode = 'SCJG-01'): Promise<Talk> {
    const [firm, seat] = await Promise.all([this.business(), this.seat(login, { gateway: 1 })]);
    const { id } = await firm.open(matterCode);
    await seat.accept(id);
    await firm.sees(id, ({ status }) => status === 'active');
    return { firm, seat, id };
  }

  /** Every part of the suite answers. */
  async ready(patienceMs?: number): Promise<void> {
    for (const url of this.suite.urls)
      await until(
        () =>
          fetch(`${url}/health/ready`).then(
            ({ ok }) => ok,
            () => false,
          ),
        `${url} is ready`,
        patienceMs,
      );
  }

  /** A new member of staff: a seat of scjg that speaks Chinese and takes five where not said otherwise. */
  async hire(staff: Partial<CreateStaff> = {}): Promise<string> {
    const login = `hired.${(this.hired += 1)}`;
    const admin = await this.as('admin');
    await admin.post('/seats', {
      login,
      password: this.suite.secrets.demo.password,
      name: `坐席${this.hired}`,
      role: 'seat',
      seatGroups: ['scjg'],
      languages: ['zh'],
      capacity: 5,
      ...staff,
    });
    return login;
  }

  /** Stops every desk as `kill -9` does, for as long as the work takes. */
  async withoutDesks(work: () => Promise<void>): Promise<void> {
    const desks = [...this.suite.processes.values()].filter(({ name }) => name.startsWith('desk'));
    await Promise.all(desks.map((desk) => desk.stop(0)));
    await work();
    for (const desk of desks) {
      desk.launch();
      desk.supervise();
    }
    await this.ready();
  }

  /** A query as the superuser, for what time alone would bring about. */
  async query(text: string, values: unknown[] = []): Promise<unknown[]> {
    const client = new Client({ connectionString: this.suite.adminDatabaseUrl });
    await client.connect();
    try {
      return (await client.query<object>(text, values)).rows;
    } finally {
      await client.end();
    }
  }

  /** Everybody goes and every conversation ends, so that the next test finds an empty house. */
  async tidy(): Promise<void> {
    this.disconnect();
    const supervisor = await this.as('song.jie');
    const open = async (status: string): Promise<string[]> => {
      const page = await supervisor.get<ConversationPage>('/conversations', {
        scope: 'all',
        status,
        limit: 200,
      });
      return page.items.map(({ id }) => id);
    };
    const end = async (id: string, ...steps: string[]): Promise<void> => {
      for (const step of steps)
        await supervisor.post(`/conversations/${id}/${step}`, {}).catch(() => undefined);
    };
    await until(async () => {
      const [waiting, active] = await Promise.all([open('waiting'), open('active')]);
      await Promise.all(waiting.map((id) => end(id, 'take-over', 'resolve')));
      await Promise.all(active.map((id) => end(id, 'resolve')));
      return waiting.length + active.length === 0;
    }, 'all conversations have ended');
    await until(async () => {
      const seats = await supervisor.get<SeatPage>('/seats', { limit: 200 });
      return seats.items.every(({ connected }) => !connected);
    }, 'all seats have gone');
  }

  private disconnect(): void {
    for (const end of this.endings.splice(0)) end();
  }

  private async connect(
    grant: SessionGrant,
    gateway: number | undefined,
    options: ChatClientOptions,
  ): Promise<Player> {
    const player = new Player(this.url(gateway), grant, options);
    this.endings.push(() => player.chat.close());
    await player.chat.connect();
    return player;
  }
}
