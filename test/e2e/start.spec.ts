import type { ConversationView } from '#contracts';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { v7 as uuid } from 'uuid';
import { Api } from '../../tools/client/api';
import { creditCode } from '../../tools/client/credit-code';
import { HostApp } from '../../tools/client/host-app';
import { wipeDataFolder } from '../../tools/launcher/data-folder';
import { freePorts } from '../../tools/launcher/ports';
import { findRoot } from '../../tools/launcher/root';
import type { Secrets } from '../../tools/launcher/secrets';
import { until } from '../support/e2e-until';
import { startTestSuite, type TestSuite } from '../support/suite';

const READY_WITHIN_MS = 120_000;
const STOPS_WITHIN_MS = 5_000;

/** One `npm start`, on ports and in a folder of its own. */
class Start {
  text = '';
  errors = '';
  private readonly child: ChildProcess;

  constructor(
    readonly folder: string,
    readonly port: number,
    env: NodeJS.ProcessEnv,
  ) {
    this.child = spawn(process.execPath, [join(findRoot(), 'dist/tools/launcher/main.js')], {
      env: {
        PATH: process.env.PATH,
        QIFU_DATA_DIR: folder,
        QIFU_PORT: String(port),
        LOG_LEVEL: 'warn',
        ...env,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.child.stdout?.on('data', (chunk: Buffer) => (this.text += chunk.toString()));
    this.child.stderr?.on('data', (chunk: Buffer) => (this.errors += chunk.toString()));
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  get secrets(): Secrets {
    return JSON.parse(readFileSync(join(this.folder, 'secrets.json'), 'utf8')) as Secrets;
  }

  ready(): Promise<unknown> {
    const isReady = (): Promise<boolean> =>
      fetch(`${this.url}/health/ready`).then(
        ({ ok }) => ok,
        () => false,
      );
    return until(isReady, () => `the start is ready; it said ${this.text}${this.errors}`, READY_WITHIN_MS);
  }

  /** Like Ctrl-C. Resolves to the exit code and how long it took. */
  async interrupt(): Promise<{ code: number; ms: number }> {
    const begun = performance.now();
    this.child.kill('SIGINT');
    return { code: await this.exit(), ms: performance.now() - begun };
  }

  async exit(): Promise<number> {
    if (this.child.exitCode === null) await once(this.child, 'close');
    return this.child.exitCode ?? -1;
  }
}

/** Processes whose command line or environment names the folder. */
function processesOf(folder: string): string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .flatMap((pid) => {
      try {
        const line = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
        const environment = readFileSync(`/proc/${pid}/environ`, 'utf8');
        return `${line} ${environment}`.includes(folder) ? [line] : [];
      } catch {
        return [];
      }
    });
}

describe('npm start', () => {
  const folders: string[] = [];
  const starts: Start[] = [];
  const others: TestSuite[] = [];

  async function start(env: NodeJS.ProcessEnv = {}, earlier?: Start): Promise<Start> {
    const folder = earlier?.folder ?? mkdtempSync(join(tmpdir(), 'qifu-start-'));
    const [port = 0, postgres = 0, nats = 0] = await freePorts(3);
    const ports = { QIFU_POSTGRES_PORT: String(postgres), QIFU_NATS_PORT: String(nats) };
    const started = new Start(folder, port, { ...ports, ...env });
    folders.push(folder);
    starts.push(started);
    return started;
  }

  afterAll(async () => {
    await Promise.all([
      ...starts.map((started) => started.interrupt()),
      ...others.map((other) => other.stop()),
    ]);
    for (const folder of new Set(folders)) {
      wipeDataFolder(folder);
      rmSync(folder, { recursive: true, force: true });
    }
  });

  /** A business opens a conversation. */
  async function open({ url, secrets }: Start): Promise<{ api: Api; id: string }> {
    const representative = { id: 'p-1', name: '张三', creditCode: creditCode(1), enterprise: '测试企业' };
    const { token } = await new Api(url).exchange(
      await new HostApp(secrets.hostApp).vouchFor(representative),
    );
    const api = new Api(url).as(token);
    const { id } = await api.post<ConversationView>('/conversations', { matterCode: 'SCJG-01' }, uuid());
    return { api, id };
  }

  it('runs beside another one, stops within 5 s on Ctrl-C, leaves nothing, finds its data again, and tells when that is broken', async () => {
    const one = await start();
    const [other] = await Promise.all([startTestSuite({ unsafe: true }), one.ready()]);
    others.push(other);
    await until(() => one.text.includes(one.secrets.demo.password), 'the demo log-ins are shown');
    const { id } = await open(one);

    const { code, ms } = await one.interrupt();
    expect(code).toBe(130);
    expect(ms).toBeLessThan(STOPS_WITHIN_MS);
    await until(
      () => processesOf(one.folder).length === 0,
      () => `all have ended: ${processesOf(one.folder).join('\n')}`,
    );
    expect((await fetch(`${other.urls[0]}/health/ready`)).status).toBe(200);

    const again = await start({}, one);
    await again.ready();
    const { token } = await new Api(again.url).signIn('tang.yan', again.secrets.demo.password);
    const kept = await new Api(again.url).as(token).get<ConversationView>(`/conversations/${id}`);
    expect(kept).toMatchObject({ id, matterCode: 'SCJG-01', enterpriseName: '测试企业' });

    const second = await start({}, again);
    expect(await second.exit()).toBe(1);
    expect(second.errors).toMatch(/^The data folder .* is in use by a running suite \(process \d+\)\.\n$/);
    expect((await fetch(`${again.url}/health/ready`)).status).toBe(200);

    await again.interrupt();
    rmSync(join(again.folder, 'postgres', 'cluster', 'global', 'pg_control'));
    const broken = await start({}, again);
    expect(await broken.exit()).toBe(1);
    expect(broken.errors).toMatch(/^postgres ended while starting: .* \(restore its data .*\)\.?\n$/);
    expect(processesOf(broken.folder)).toEqual([]);
  }, 240_000);

  it.each<[string, (folder: string) => NodeJS.ProcessEnv, RegExp]>([
    [
      'a DATABASE_URL where nobody is',
      () => ({ DATABASE_URL: 'postgres://u:p@127.0.0.1:1/qifu' }),
      /DATABASE_URL/,
    ],
    ['a DATABASE_URL that is none', () => ({ DATABASE_URL: 'mysql://here' }), /DATABASE_URL/],
    ['a NATS_URL where nobody is', () => ({ NATS_URL: 'nats://127.0.0.1:1' }), /NATS_URL/],
    ['a NATS_URL that is none', () => ({ NATS_URL: 'nowhere' }), /NATS_URL/],
    ['a port that is none', () => ({ QIFU_NATS_PORT: 'four' }), /QIFU_NATS_PORT/],
    ['a data folder that is a file', (folder) => ({ QIFU_DATA_DIR: fileIn(folder) }), /data folder/],
    ['an option that npm kept', () => ({ npm_config_restored: 'true' }), /npm start -- --restored/],
    ['a misspelt setting', () => ({ RETENTION_ORDER_DAY: '30' }), /^RETENTION_ORDER_DAY/],
    ['damaged secrets', (folder) => damagedSecrets(folder), /secrets\.json is damaged/],
  ])(
    'says in one sentence that it cannot work with %s, and leaves nothing running',
    async (_, make, sentence) => {
      const folder = mkdtempSync(join(tmpdir(), 'qifu-start-'));
      const failed = await start({ QIFU_DATA_DIR: folder, ...make(folder) });
      folders.push(folder);
      expect(await failed.exit()).toBe(1);
      expect(failed.errors).toMatch(sentence);
      expect(failed.errors.trim().split('\n')).toHaveLength(1);
      await until(() => processesOf(folder).length === 0, 'all have ended');
    },
  );

  it('says which port is taken, and by setting what another one is used', async () => {
    const thief = createServer().listen(0, '127.0.0.1');
    await once(thief, 'listening');
    const address = thief.address();
    const port = typeof address === 'object' ? String(address?.port) : '';
    for (const variable of ['QIFU_PORT', 'QIFU_POSTGRES_PORT', 'QIFU_NATS_PORT']) {
      const failed = await start({ [variable]: port });
      expect(await failed.exit()).toBe(1);
      expect(failed.errors).toMatch(new RegExp(`^Port ${port} for .* is taken: set ${variable} .*\\n$`));
      expect(processesOf(failed.folder)).toEqual([]);
    }
    thief.close();
  });
});

function fileIn(folder: string): string {
  const file = join(folder, 'file');
  writeFileSync(file, '');
  return file;
}

function damagedSecrets(folder: string): NodeJS.ProcessEnv {
  writeFileSync(join(folder, 'secrets.json'), '{"database":');
  return {};
}
