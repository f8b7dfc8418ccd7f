import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { NATS_USERS, permissionsOf } from './nats-permissions';
import { findRoot } from './root';

/** The bracketed lists of one user in the configuration, in their order. */
function listsOf(user: string, config: string): string[][] {
  const section = config.split('user: ').find((text) => text.startsWith(`${user}\n`)) ?? '';
  const lists = section.matchAll(/\[([^\]]*)\]/g);
  return [...lists].map(([, list = '']) =>
    [...list.matchAll(/"([^"]+)"/g)].map(([, subject = '']) => subject),
  );
}

describe('deploy/nats.conf', () => {
  const config = readFileSync(join(findRoot(), 'deploy', 'nats.conf'), 'utf8');

  it.each(NATS_USERS)('lets %s do what the launcher lets it do', (user) => {
    const { publish, subscribe } = permissionsOf(user);
    expect(listsOf(user, config).slice(0, 3)).toEqual([publish.allow, publish.deny, subscribe.allow]);
  });
});
