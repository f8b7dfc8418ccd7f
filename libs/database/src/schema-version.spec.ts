import type { MigrationInterface } from 'typeorm';
import { requireMigrated, requireNotNewer } from './schema-version';

class First1700000000001 {}
class Second1700000000002 {}
const migrations = [First1700000000001, Second1700000000002] as unknown as (new () => MigrationInterface)[];

describe('the version of a schema', () => {
  test.each([
    ['none', []],
    ['older', ['First1700000000001']],
    ['the same', ['First1700000000001', 'Second1700000000002']],
    ['the same by another name', ['First1700000000001', 'Renamed1700000000002', 'Second1700000000002']],
  ])('is not newer: %s', (_, done) => {
    expect(() => requireNotNewer('desk', done, migrations)).not.toThrow();
  });

  it('is newer', () => {
    const done = ['First1700000000001', 'Second1700000000002', 'Third1700000000003'];
    expect(() => requireNotNewer('desk', done, migrations)).toThrow(/newer version .*Third1700000000003/);
  });

  it('is older', () => {
    expect(() => requireMigrated('desk', ['First1700000000001'], migrations)).toThrow(
      /Second1700000000002 is missing/,
    );
    expect(() =>
      requireMigrated('desk', ['Second1700000000002', 'First1700000000001'], migrations),
    ).not.toThrow();
  });
});
