import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { claimDataFolder, wipeDataFolder } from './data-folder';

describe('the data folder', () => {
  let folder: string;
  const at = (...names: string[]): string => join(folder, ...names);

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'qifu-data-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('belongs to one launcher at a time', () => {
    const first = claimDataFolder(at('new'));
    expect(() => claimDataFolder(at('new'))).toThrow(`in use by a running suite (process ${process.pid})`);
    first.release();
    expect(claimDataFolder(at('new')).crashed).toBe(false);
  });

  it('is taken over from a launcher that is gone, also where another process got its id', () => {
    writeFileSync(at('launcher.json'), JSON.stringify({ pid: process.pid, identity: 'an earlier process' }));
    expect(claimDataFolder(folder).crashed).toBe(true);
  });

  it('cannot be a file', () => {
    writeFileSync(at('file'), '');
    expect(() => claimDataFolder(at('file'))).toThrow(/cannot be used/);
  });

  it('loses only what the launcher keeps there', () => {
    for (const name of ['elsewhere', 'nats', 'other']) mkdirSync(at(name));
    symlinkSync(at('elsewhere'), at('postgres'));
    writeFileSync(at('secrets.json'), '{}');
    wipeDataFolder(folder);
    const left = ['elsewhere', 'postgres', 'nats', 'secrets.json', 'other'].filter((name) =>
      existsSync(at(name)),
    );
    expect(left).toEqual(['other']);
  });
});
