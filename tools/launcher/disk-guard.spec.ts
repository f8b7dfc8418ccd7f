import { DiskGuard } from './disk-guard';

const MEGABYTE = 1024 * 1024;

it('tells of each change once, and calls for what must begin anew after a full disk', async () => {
  let free = 900;
  let restarts = 0;
  const said: string[] = [];
  const guard = new DiskGuard(
    '/data',
    { line: (_source, text) => said.push(text) },
    () => (restarts += 1),
    async () => free * MEGABYTE,
  );
  for (free of [900, 300, 200, 10, 0, 20, 300, 2_000, 400, 600]) await guard.look();
  expect(
    said.map((text) => /(nearly full|full|room again), (\d+) MB/.exec(text)?.slice(1).join(' ')),
  ).toEqual([
    'nearly full 300',
    'full 10',
    'nearly full 20',
    'room again 2000',
    'nearly full 400',
    'room again 600',
  ]);
  expect(restarts).toBe(1);
});

it('does not take a folder that is gone for a full disk', async () => {
  const said: string[] = [];
  const guard = new DiskGuard('/gone', { line: (_source, text) => said.push(text) });
  await expect(guard.look()).rejects.toThrow(/ENOENT/);
});
