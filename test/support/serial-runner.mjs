import TestRunner from 'jest-runner';

/** Runs test files one after the other, when those of the other layers are done: each starts a whole suite. */
export default class SerialRunner extends TestRunner {
  isSerial = true;
}
