import { readFileSync } from 'node:fs';

const { jsc, module } = JSON.parse(readFileSync(new URL('.swcrc', import.meta.url), 'utf8'));

/** One layer of the tests: its files are compiled as the build does it, and `#contracts` and its like are the sources. */
const layer = (displayName, testMatch, options = {}) => ({
  displayName,
  testMatch,
  roots: ['apps', 'libs', 'tools', 'test'].map((folder) => `<rootDir>/${folder}`),
  transform: { '\\.ts$': ['@swc/jest', { swcrc: false, jsc, module, sourceMaps: 'inline' }] },
  testEnvironmentOptions: { customExportConditions: ['source', 'node', 'node-addons'] },
  setupFiles: ['reflect-metadata'],
  ...options,
});

export default {
  reporters: ['default', '<rootDir>/test/support/summary-reporter.mjs'],
  // Jest heeds this here alone, not in a project; it is meant for the tests that start servers.
  testTimeout: 60_000,
  projects: [
    layer('unit', ['<rootDir>/{apps,libs,tools}/**/*.spec.ts']),
    layer('contract', ['<rootDir>/test/contract/**/*.spec.ts']),
    layer('agency', ['<rootDir>/test/agency/**/*.spec.ts']),
    layer('db', ['<rootDir>/test/db/**/*.spec.ts'], {
      globalSetup: '<rootDir>/test/support/db-setup.ts',
      globalTeardown: '<rootDir>/test/support/db-teardown.ts',
    }),
    layer('e2e', ['<rootDir>/test/e2e/**/*.spec.ts'], { runner: '<rootDir>/test/support/serial-runner.mjs' }),
  ],
};
