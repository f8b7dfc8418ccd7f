import { loadEnv } from '#config';
import { DeskEnv } from './desk.env';

const settings = {
  DATABASE_URL: 'postgres://desk@localhost/qifu',
  SESSION_PRIVATE_KEY: 'key',
  PERSONAL_DATA_KEY: `${'A'.repeat(43)}=`,
  HOST_APPS: '[]',
};

describe('the pace of working time', () => {
  it('is that of life where nothing is said, and faster in a demo', () => {
    expect(loadEnv(DeskEnv, { ...settings, NODE_ENV: 'production' }).CLOCK_FACTOR).toBe(1);
    expect(loadEnv(DeskEnv, { ...settings, CLOCK_FACTOR: '1440' }).CLOCK_FACTOR).toBe(1_440);
  });

  it('is no other in production', () => {
    expect(() => loadEnv(DeskEnv, { ...settings, CLOCK_FACTOR: '1440', NODE_ENV: 'production' })).toThrow(
      'CLOCK_FACTOR must be 1 where NODE_ENV is production',
    );
  });
});
