import { getPriority } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Output } from './output';
import { BACKGROUND_NICENESS } from './priority';
import { restartDelay, SupervisedProcess, untilReady, type ProcessSpec } from './process';

const PATIENCE_MS = 30_000;
const { signal } = new AbortController();

describe('SupervisedProcess', () => {
  const lines: string[] = [];
  const output: Output = { line: (source, text) => void lines.push(`${source}: ${text}`) };
  const watched = new Set<number>();
  const watchdog = {
    watch: (pid: number) => void watched.add(pid),
    forget: (pid: number) => void watched.delete(pid),
  };
  const node = (script: string, spec: Partial<ProcessSpec> = {}): SupervisedProcess =>
    new SupervisedProcess(
      { name: 'child', command: process.execPath, args: ['-e', script], ...spec },
      output,
      watchdog,
    );
  const says = async (text: string): Promise<string | undefined> =>
    lines.includes(text) ? undefined : `"${text}"`;

  beforeEach(() => void lines.splice(0));
  afterEach(() => expect(watched.size).toBe(0));

  it('waits longer with every death, up to 10 s', () => {
    expect([1, 2, 3, 7, 30].map(restartDelay)).toEqual([200, 400, 800, 10_000, 10_000]);
  });

  it('is started again when it dies, and not when it is stopped', async () => {
    const child = node("console.log('up', process.pid); setInterval(() => {}, 1000)");
    child.launch();
    await untilReady([child], () => says(`child: up ${child.pid}`), PATIENCE_MS, signal);
    const first = child.pid;
    child.kill('SIGKILL');
    while (!child.running || child.pid === first) await sleep(20);
    expect(lines).toContain('qifu: child died (SIGKILL); it is started again in 0.2 s');
    await child.stop(2_000);
    await sleep(300);
    expect(child.running).toBe(false);
  });

  it('gives way once it is ready, and not while others wait for it to start', async () => {
    const child = node("console.log('up'); setInterval(() => {}, 1000)", { background: true });
    child.launch();
    expect(getPriority(child.pid ?? 0)).toBe(getPriority());
    await untilReady([child], () => says('child: up'), PATIENCE_MS, signal);
    expect(getPriority(child.pid ?? 0)).toBe(BACKGROUND_NICENESS);
    await child.stop(2_000);
  });

  it('is killed when it does not stop in time', async () => {
    const child = node("process.on('SIGTERM', () => {}); console.log('up'); setInterval(() => {}, 1000)");
    child.launch();
    await untilReady([child], () => says('child: up'), PATIENCE_MS, signal);
    await child.stop(100);
    expect(lines).toContain('qifu: child did not stop in time and is killed');
  });

  it('has gone with its process, and runs again, while something still holds its output', async () => {
    const child = node(
      `require('node:child_process').spawn('sleep', ['1'], { stdio: 'inherit' });
       console.log('up', process.pid); setInterval(() => {}, 1000)`,
    );
    const isUp = (): Promise<void> =>
      untilReady([child], () => says(`child: up ${child.pid}`), PATIENCE_MS, signal);
    child.launch();
    await isUp();
    await child.stop(2_000);
    expect([child.running, watched.size]).toEqual([false, 0]);
    child.launch();
    await isUp();
    const { pid } = child;
    await sleep(1_500);
    expect([child.running, child.pid]).toEqual([true, pid]);
    expect(lines.filter((line) => line.startsWith('qifu: child died'))).toEqual([]);
    await child.stop(2_000);
  });

  it('explains its death while starting by its own words', async () => {
    const child = node("console.error('FATAL: no room'); console.error('bye'); process.exit(3)");
    child.launch();
    const ready = untilReady([child], async () => 'never', PATIENCE_MS, signal);
    await expect(ready).rejects.toThrow('child ended while starting: FATAL: no room');
  });

  it('says what is missing when it is not ready in time', async () => {
    const child = node('setInterval(() => {}, 1000)');
    child.launch();
    const ready = untilReady([child], async () => 'the desk', 100, signal);
    await expect(ready).rejects.toThrow('Not ready after 0.1 s: the desk');
    await child.stop(2_000);
  });

  it('completes with exit code 0 only', async () => {
    await node('').complete(signal);
    await expect(node("console.log('half done'); process.exit(1)").complete(signal)).rejects.toThrow(
      'child failed: half done',
    );
  });

  it('fails to complete a program that is not there', async () => {
    const missing = { name: 'child', command: '/nowhere', args: [] };
    await expect(new SupervisedProcess(missing, output, watchdog).complete(signal)).rejects.toThrow(/ENOENT/);
  });

  it('is ended early by an abort', async () => {
    const aborter = new AbortController();
    const completed = node('setInterval(() => {}, 1000)').complete(aborter.signal);
    aborter.abort(new Error('enough'));
    await expect(completed).rejects.toThrow('enough');
  });
});
