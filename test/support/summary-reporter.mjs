/** Closes a run with one plain line, after everything else; a file that could not be run counts as a failed test. */
export default class SummaryReporter {
  onRunComplete(_contexts, results) {
    const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
    const skipped = results.numPendingTests + results.numTodoTests;
    const line = `${results.numPassedTests} passed, ${failed} failed`;
    process.once('exit', () => console.log(skipped > 0 ? `${line}, ${skipped} skipped` : line));
  }
}
