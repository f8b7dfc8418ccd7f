import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isBackup, unmarkBackup } from './backup-mark';
import { AGENCY_SYSTEM_FILE, claimDataFolder, type DataFolder, wipeDataFolder } from './data-folder';
import { LaunchError } from './launch-error';
import { endNatsLeftover, type NatsAccess, prepareNats, probeNats, useExternalNats } from './nats';
import { findNatsServer } from './nats-binary';
import { type Output, step } from './output';
import { DiskGuard } from './disk-guard';
import { freePorts, requirePort } from './ports';
import { endPostgresLeftover, prepareLog, preparePostgres, probePostgres } from './postgres';
import { type ProcessSpec, SupervisedProcess, untilReady } from './process';
import { checkDatabaseUrl, ensureDatabase, provision } from './provision';
import { probeGateways } from './readiness';
import { findRoot } from './root';
import { loadSecrets, type Secrets } from './secrets';
import {
  ADAPTERS,
  migrationEnv,
  seedEnv,
  type Service,
  type ServiceContext,
  serviceEnv,
  SERVICES,
} from './services';
import { Watchdog } from './watchdog';

export interface SuiteOptions {
  dataDir: string;
  /** One gateway per port. */
  ports: {
    gateways: readonly number[];
    postgres: number;
    nats: number;
    metrics?: ServiceContext['metricsPorts'];
  };
  output: Output;
  /** Number of enterprise-desk processes. */
  desks?: number;
  /** Existing servers to use instead of own ones. */
  databaseUrl?: string;
  natsUrl?: string;
  /** Runs the adapters of the demo city's agencies, and the reference system of the one that is pushed to. */
  agencies?: boolean;
  /** Loads the matters and the demo city. */
  seed?: boolean;
  /** Deletes what the data folder holds before the start. */
  fresh?: boolean;
  /** The database was restored from a backup; a folder that `npm run backup` made says so itself. */
  restored?: boolean;
  /** Runs PostgreSQL without durability. */
  unsafe?: boolean;
  /** Variables every service gets, such as LOG_LEVEL. */
  env?: NodeJS.ProcessEnv;
  /** What knowledge alone gets: the embedding endpoint and its key. */
  embedding?: Record<string, string>;
}

export interface RunningSuite {
  /** Base URL of each gateway. */
  urls: string[];
  secrets: Secrets;
  adminDatabaseUrl: string;
  nats: NatsAccess;
  /** Of the reference system, when adapters run. */
  agencySystemUrl?: string;
  /** By name: postgres, nats, knowledge-1, desk-1, …, gateway-1, …, agency-SCJG-1, …, agency-system */
  processes: ReadonlyMap<string, SupervisedProcess>;
  stop(): Promise<void>;
}

/** Young objects of 8 MB at a time instead of 32: a process that is busy takes some 100 MB less. */
const NODE_ARGUMENTS = ['--max-semi-space-size=8'];
const SERVER_TIMEOUT_MS = 60_000;
/** When each group must be gone, in ms after the stop began: gateways, the services behind them, servers. */
const STOP_DEADLINES_MS = [1_800, 3_500, 4_500];
/** What a crashed launcher's watchdog may need to end its children. */
const CRASH_PATIENCE_MS = 6_000;

/** All processes of one installation, from an empty folder to ready and back. */
export class Suite {
  private readonly root = findRoot();
  private readonly processes = new Map<string, SupervisedProcess>();
  private readonly stopGroups: [SupervisedProcess[], SupervisedProcess[], SupervisedProcess[]] = [[], [], []];
  private readonly aborter = new AbortController();
  private folder?: DataFolder;
  private watchdog?: Watchdog;
  private diskGuards: readonly DiskGuard[] = [];
  private starting?: Promise<RunningSuite>;
  private stopping?: Promise<void>;

  constructor(private readonly options: SuiteOptions) {}

  /** Resolves when every gateway is ready; when anything fails, nothing is left running. */
  async start(): Promise<RunningSuite> {
    this.starting = this.run();
    try {
      return await this.starting;
    } catch (error) {
      await this.shutDown();
      throw error;
    }
  }

  /** Stops in order, within 5 s; also in the middle of a start. */
  async stop(): Promise<void> {
    this.aborter.abort(new LaunchError('The start was interrupted.'));
    await this.starting?.catch(() => undefined);
    await this.shutDown();
  }

  /** Kills everything at once. */
  kill(): void {
    for (const process of this.processes.values()) process.kill('SIGKILL');
    this.folder?.release();
  }

  private async run(): Promise<RunningSuite> {
    const { dataDir, ports, output, databaseUrl, natsUrl, fresh, env = {}, embedding = {} } = this.options;
    this.folder = claimDataFolder(dataDir);
    await Promise.all([endPostgresLeftover(this.path('postgres')), endNatsLeftover(this.path('nats'))]);
    await this.checkPorts(this.folder.crashed ? CRASH_PATIENCE_MS : 0);
    if (fresh) wipeDataFolder(dataDir);
    const restored = this.options.restored === true || isBackup(dataDir);
    // The streams may hold what the database never heard of; they are filled again from its outbox.
    if (restored) rmSync(join(this.path('nats'), 'jetstream'), { recursive: true, force: true });
    const secrets = this.loadSecrets(restored);
    const watchdog = (this.watchdog = new Watchdog(this.root));

    const [adminDatabaseUrl, nats] = await this.together(
      databaseUrl ? this.useDatabase(databaseUrl) : this.startPostgres(secrets, watchdog),
      natsUrl ? useExternalNats(natsUrl) : this.startNats(secrets, watchdog),
    );
    await step(output, 'database roles and schemas', () => provision(adminDatabaseUrl, secrets));
    const agencySystemUrl = await this.chooseAgencySystemUrl();
    const context: ServiceContext = {
      ...{ adminDatabaseUrl, nats, secrets, gatewayPorts: ports.gateways, env, embedding },
      ...(ports.metrics ? { metricsPorts: ports.metrics } : {}),
      ...(agencySystemUrl ? { agencySystemUrl } : {}),
    };
    await this.together(...SERVICES.map((service) => this.fillDatabase(service, context, watchdog)));
    if (restored) {
      await this.afterRestore(context, watchdog);
      unmarkBackup(dataDir);
    }
    const urls = ports.gateways.map((port) => `http://127.0.0.1:${port}`);
    await step(output, 'services', () => this.startServices(context, urls, watchdog));
    this.guardDisks();
    return {
      ...{ urls, secrets, adminDatabaseUrl, nats, processes: this.processes },
      ...(agencySystemUrl ? { agencySystemUrl } : {}),
      stop: () => this.stop(),
    };
  }

  /** nats-server 2.9 hangs for good when its store could not be written; it begins anew once it can. */
  private guardDisks(): void {
    const { output } = this.options;
    const restartNats = (): void => this.processes.get('nats')?.kill();
    this.diskGuards = [
      ...(this.processes.has('postgres') ? [new DiskGuard(this.path('postgres'), output)] : []),
      ...(this.processes.has('nats') ? [new DiskGuard(this.path('nats'), output, restartNats)] : []),
    ];
    for (const guard of this.diskGuards) guard.start();
  }

  /** A free port each time; who plays with the agency finds it in the data folder. */
  private async chooseAgencySystemUrl(): Promise<string | undefined> {
    if (!this.options.agencies) return undefined;
    const [port = 0] = await freePorts(1);
    return `http://127.0.0.1:${port}`;
  }

  private path(name: string): string {
    return join(this.options.dataDir, name);
  }

  private async checkPorts(patienceMs: number): Promise<void> {
    const { ports, databaseUrl, natsUrl } = this.options;
    const needed = ports.gateways.map(
      (port) => [port, 'the gateway', 'set QIFU_PORT or --port to another'] as const,
    );
    if (!databaseUrl)
      await requirePort(ports.postgres, 'PostgreSQL', 'set QIFU_POSTGRES_PORT to another', patienceMs);
    if (!natsUrl) await requirePort(ports.nats, 'nats-server', 'set QIFU_NATS_PORT to another', patienceMs);
    for (const [port, user, hint] of needed) await requirePort(port, user, hint, patienceMs);
  }

  private loadSecrets(restored: boolean): Secrets {
    const file = this.path('secrets.json');
    if (!existsSync(file) && existsSync(join(this.path('postgres'), 'cluster'))) {
      throw new LaunchError(
        `${file} is gone, and the data beside it cannot be read without: restore it, or use --fresh.`,
      );
    }
    return loadSecrets(file, restored);
  }

  private launch(spec: ProcessSpec, group: 0 | 1 | 2, watchdog: Watchdog): SupervisedProcess {
    this.aborter.signal.throwIfAborted();
    const launched = new SupervisedProcess(spec, this.options.output, watchdog);
    this.processes.set(spec.name, launched);
    this.stopGroups[group].push(launched);
    launched.launch();
    return launched;
  }

  /** Like Promise.all, but one failure interrupts the others, and all are over when it returns. */
  private async together<T extends readonly unknown[]>(
    ...work: { [K in keyof T]: Promise<T[K]> }
  ): Promise<T> {
    for (const one of work) one.catch((error: unknown) => this.aborter.abort(error));
    await Promise.allSettled(work);
    this.aborter.signal.throwIfAborted();
    return Promise.all(work);
  }

  private async useDatabase(databaseUrl: string): Promise<string> {
    await checkDatabaseUrl(databaseUrl);
    return databaseUrl;
  }

  private async startPostgres(secrets: Secrets, watchdog: Watchdog): Promise<string> {
    const { ports, output, unsafe = false } = this.options;
    const { signal } = this.aborter;
    const folder = this.path('postgres');
    const password = secrets.database.superuser;
    const adminUrl = `postgres://postgres:${encodeURIComponent(password)}@127.0.0.1:${ports.postgres}/postgres`;
    const isNew = !existsSync(join(folder, 'cluster'));
    return step(output, 'PostgreSQL', async () => {
      const spec = await preparePostgres(
        { folder, port: ports.postgres, password, unsafe },
        output,
        watchdog,
        signal,
      );
      const postgres = this.launch(spec, 2, watchdog);
      await untilReady([postgres], () => probePostgres(adminUrl), SERVER_TIMEOUT_MS, signal);
      if (isNew && !unsafe) await prepareLog(adminUrl);
      return ensureDatabase(adminUrl, 'qifu');
    });
  }

  private async startNats(secrets: Secrets, watchdog: Watchdog): Promise<NatsAccess> {
    const { ports, output } = this.options;
    const { signal } = this.aborter;
    const binary = await findNatsServer(output, watchdog, signal);
    await step(output, 'nats-server', async () => {
      const nats = this.launch(prepareNats(binary, this.path('nats'), ports.nats, secrets.nats), 2, watchdog);
      await untilReady([nats], () => probeNats(ports.nats), SERVER_TIMEOUT_MS, signal);
    });
    return {
      url: `nats://127.0.0.1:${ports.nats}`,
      credentials: (user) => ({ user, password: secrets.nats[user] }),
    };
  }

  private node(name: string, entry: string, env: NodeJS.ProcessEnv): ProcessSpec {
    const args = [...NODE_ARGUMENTS, join(this.root, 'dist', entry)];
    return { name, command: process.execPath, args, env, cwd: this.root };
  }

  private async fillDatabase(service: Service, context: ServiceContext, watchdog: Watchdog): Promise<void> {
    const { name, migration, seed } = service;
    if (migration) {
      const spec = this.node(`migrate-${name}`, migration, migrationEnv(context));
      await step(this.options.output, `tables of ${name}`, () => this.complete(spec, watchdog));
    }
    if (seed && this.options.seed) {
      const env = seedEnv(service, context, join(this.root, 'catalogue'));
      const spec = this.node(`seed-${name}`, seed, env);
      await step(this.options.output, `catalogue in ${name}`, () => this.complete(spec, watchdog));
    }
  }

  private async afterRestore(context: ServiceContext, watchdog: Watchdog): Promise<void> {
    for (const service of SERVICES.filter(({ restored }) => restored)) {
      const env = serviceEnv(service, context, 0);
      const spec = this.node(`restored-${service.name}`, service.restored ?? '', env);
      await step(this.options.output, `${service.name} after the restore`, () =>
        this.complete(spec, watchdog),
      );
    }
  }

  private complete(spec: ProcessSpec, watchdog: Watchdog): Promise<void> {
    return new SupervisedProcess(spec, this.options.output, watchdog).complete(this.aborter.signal);
  }

  private async startServices(context: ServiceContext, urls: string[], watchdog: Watchdog): Promise<void> {
    const { agencySystemUrl } = context;
    if (agencySystemUrl) {
      writeFileSync(this.path(AGENCY_SYSTEM_FILE), JSON.stringify({ url: agencySystemUrl }));
      this.launch(this.agencySystem(context, agencySystemUrl, urls[0] ?? ''), 1, watchdog);
    }
    const services = agencySystemUrl ? [...SERVICES, ...ADAPTERS] : SERVICES;
    const launched = services.flatMap((service) =>
      Array.from({ length: this.countOf(service) }, (_, index) => {
        const spec = this.node(
          `${service.name}-${index + 1}`,
          service.entry,
          serviceEnv(service, context, index),
        );
        const { background = false } = service;
        return this.launch({ ...spec, ipc: true, background }, service.name === 'gateway' ? 0 : 1, watchdog);
      }),
    );
    await untilReady(launched, () => probeGateways(urls), SERVER_TIMEOUT_MS, this.aborter.signal);
  }

  private agencySystem({ secrets, env }: ServiceContext, url: string, gatewayUrl: string): ProcessSpec {
    const { outbound, inbound } = secrets.webhooks.SCJG;
    const spec = this.node('agency-system', 'tools/agency/main.js', {
      ...env,
      AGENCY_SYSTEM_PORT: new URL(url).port,
      AGENCY_SYSTEM_STORE: this.path('agency-system.jsonl'),
      DELIVER_TO: `${gatewayUrl}/api/v1/agency/webhooks/SCJG`,
      PUSH_SECRET: outbound,
      INBOUND_SECRET: inbound,
    });
    return { ...spec, ipc: true };
  }

  private countOf({ name }: Service): number {
    if (name === 'gateway') return this.options.ports.gateways.length;
    return name === 'desk' ? (this.options.desks ?? 1) : 1;
  }

  private shutDown(): Promise<void> {
    this.stopping ??= this.stopAll();
    return this.stopping;
  }

  private async stopAll(): Promise<void> {
    const begun = Date.now();
    for (const guard of this.diskGuards) guard.stop();
    for (const [index, group] of this.stopGroups.entries()) {
      const grace = (STOP_DEADLINES_MS[index] ?? 0) - (Date.now() - begun);
      await Promise.all(group.map((member) => this.stopOne(member, Math.max(grace, 0))));
    }
    await this.watchdog?.end();
    this.folder?.release();
  }

  private async stopOne(member: SupervisedProcess, graceMs: number): Promise<void> {
    const begun = Date.now();
    await member.stop(graceMs);
    this.options.output.line(
      'qifu',
      `■ ${member.name} stopped (${((Date.now() - begun) / 1000).toFixed(1)} s)`,
    );
  }
}
