import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { getPriority } from 'node:os';
import { BACKGROUND_NICENESS, giveWay } from './priority';

describe('giveWay', () => {
  it('lowers a process with all its threads, and its session where sessions are weighed', async () => {
    const script = "setInterval(() => {}, 1000); console.log('up')";
    const child = spawn(process.execPath, ['-e', script], { detached: true });
    const pid = child.pid ?? 0;
    await once(child.stdout, 'data');
    try {
      giveWay(pid);
      const threads = existsSync(`/proc/${pid}/task`) ? readdirSync(`/proc/${pid}/task`).map(Number) : [pid];
      for (const thread of threads) expect(getPriority(thread)).toBe(BACKGROUND_NICENESS);
      const session = `/proc/${pid}/autogroup`;
      if (existsSync(session)) expect(readFileSync(session, 'utf8')).toContain(`nice ${BACKGROUND_NICENESS}`);
    } finally {
      child.kill('SIGKILL');
      await once(child, 'exit');
    }
  });

  it('does not mind a process that has gone', async () => {
    const child = spawn(process.execPath, ['-e', '']);
    await once(child, 'exit');
    expect(() => giveWay(child.pid ?? 0)).not.toThrow();
  });
});
