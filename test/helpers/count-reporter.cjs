const { appendFileSync } = require('node:fs');

/** Adds one line per run to the file that REDRESS_TEST_COUNTS names: `passed failed`, a suite that did not run counting as failed. */
module.exports = class CountReporter {
  onRunComplete(_contexts, { numPassedTests, numFailedTests, numRuntimeErrorTestSuites }) {
    const file = process.env.REDRESS_TEST_COUNTS;
    if (file) appendFileSync(file, `${numPassedTests} ${numFailedTests + numRuntimeErrorTestSuites}\n`);
  }
};
