// A process that locks the data directory named by its first argument, says `held` (or why not) and stays until killed.
const { readFileSync } = require('node:fs');
const { transformSync } = require('@swc/core');
require.extensions['.ts'] = (module, file) =>
  module._compile(
    transformSync(readFileSync(file, 'utf8'), {
      filename: file,
      jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
      module: { type: 'commonjs' },
    }).code,
    file,
  );
const { lockDataDir } = require('../../src/storage/home/process-lock.ts');
lockDataDir(process.argv[2]).then(
  () => {
    console.log('held');
    setInterval(() => undefined, 1_000);
  },
  (error) => {
    console.log(`refused ${error.message}`);
    process.exit(1);
  },
);
