import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Control, Told } from '../../tools/agency/agency-system';
import { findRoot } from '../../tools/launcher/root';
import { until } from '../support/e2e-until';
import { startTestSuite, type TestSuite } from '../support/suite';

const RUN_MS = 400_000;

interface Ended {
  code: number | null;
  summary: { ok: boolean; orders: number; archived: number; events: object; problems: string[] };
  told: string;
}

describe('npm run demo -- --orders', () => {
  let suite: TestSuite;
  let folder: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'qifu-demo-test-'));
    const env = {
      LOG_LEVEL: 'warn',
      CLOCK_FACTOR: '2880',
      AGENCY_SYSTEM_PAUSE_MS: '200',
      RECONCILIATION_SECONDS: '86400',
    };
    suite = await startTestSuite({ agencies: true, seed: true, unsafe: true, env });
  }, 180_000);
  afterAll(async () => {
    await suite?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  async function demo(): Promise<Ended> {
    const args = ['--orders', '--json', '--limit', '12', '--speed', '100'];
    const child = spawn(
      process.execPath,
      [
        join(findRoot(), 'dist/tools/demo/main.js'),
        ...args,
        ...['--url', suite.urls[0] ?? '', '--agency-system', suite.agencySystemUrl ?? ''],
        ...['--transcripts', folder],
      ],
      {
        env: {
          PATH: process.env.PATH,
          QIFU_DATA_DIR: folder,
          QIFU_DEMO_PASSWORD: suite.secrets.demo.password,
          QIFU_HOST_APP: JSON.stringify(suite.secrets.hostApp),
        },
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    );
    let text = '';
    let told = '';
    child.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (told += chunk.toString()));
    await once(child, 'close');
    if (!text) throw new Error(`The demo has no summary; it said ${told}`);
    return { code: child.exitCode, summary: JSON.parse(text) as Ended['summary'], told };
  }

  async function system(control: Control): Promise<Told> {
    const response = await fetch(`${suite.agencySystemUrl}/control`, {
      method: 'POST',
      body: JSON.stringify(control),
    });
    return (await response.json()) as Told;
  }

  it(
    'sees everything happen to its orders, and that the books agree',
    async () => {
      const { code, summary } = await demo();
      expect(summary.problems).toEqual([]);
      expect(summary).toMatchObject({ ok: true, orders: 9, archived: 9 });
      expect(Object.values(summary.events)).not.toContain(0);
      expect(code).toBe(0);
      const transcripts = readdirSync(folder).filter((name) => name.startsWith('QF'));
      expect(transcripts).toHaveLength(9);
      expect(transcripts.map((name) => readFileSync(join(folder, name), 'utf8')).join('')).toContain(
        '确责裁定',
      );
    },
    RUN_MS,
  );

  it(
    'fails, played again on the same suite, when an agency drops an order that it had acknowledged',
    async () => {
      const known = new Set((await system({})).received.map(({ handoverId }) => handoverId));
      const playing = demo();
      const dropped = await until(
        async () =>
          (await system({})).received.find(
            ({ kind, handoverId }) => kind === 'order' && !known.has(handoverId),
          ),
        'an order has come',
        120_000,
      );
      await system({ lose: dropped.handoverId });
      const { code, summary, told } = await playing;
      const [loss, ...others] = summary.problems;
      expect(loss).toMatch(
        /^QF[\d-]+: SCJG does not have the handover "order" that the ledger calls delivered$/,
      );
      // Reconciliation does not miss an order that the agency has returned since.
      expect([[], ["the desk's reconciliation found 1 handovers that SCJG does not have so"]]).toContainEqual(
        others,
      );
      expect(told).toContain('the books do not agree');
      expect(code).toBe(1);
    },
    RUN_MS,
  );
});
