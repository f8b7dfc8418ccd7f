import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { getPriority } from 'node:os';
import { BACKGROUND_NICENESS, giveWay } from './priority';

describe('giveWay', () => {
  it('lowers a process, and its session where sessions are weighed', async () => {
    const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { detached: true });
    const pid = child.pid ?? 0;
    try {
      giveWay(pid);
      expect(getPriority(pid)).toBe(BACKGROUND_NICENESS);
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
