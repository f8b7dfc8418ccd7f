import { startOwnSuite, type OwnSuite, type OwnSuiteOptions } from '../../tools/launcher/own-suite';

export type TestSuiteOptions = OwnSuiteOptions;
export type TestSuite = OwnSuite;

/** A whole suite on free ports and in a folder of its own, which `stop` deletes. */
export const startTestSuite = (options: TestSuiteOptions = {}): Promise<TestSuite> =>
  startOwnSuite('test', options);
