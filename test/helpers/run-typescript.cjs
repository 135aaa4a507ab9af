// Runs a TypeScript file in a process of its own: `node run-typescript.cjs FILE [ARGUMENT …]`. The compiler that the tests
// have loaded anyway is a tenth of tsx's start-up time.
const { readFileSync } = require('node:fs');
const { resolve } = require('node:path');
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
const [file] = process.argv.splice(2, 1);
require(resolve(file));
