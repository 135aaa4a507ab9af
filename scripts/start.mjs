// Builds what changed and runs the service in this same process, so that signals and the process id are the service's.
//   start.mjs [chat | load-orders FILE]
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`Redress needs Node 20.19 or later; this is ${process.versions.node}.`);
  process.exit(1);
}

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
try {
  const { build } = await import('./build.mjs');
  await build();
} catch (error) {
  const missing = error.code === 'ERR_MODULE_NOT_FOUND';
  console.error(
    missing ? 'The packages are not installed yet: run npm ci first.' : `The build failed: ${error.message}`,
  );
  process.exit(1);
}
process.setSourceMapsEnabled(true);
createRequire(import.meta.url)(join(root, 'dist', 'src', 'main.js'));
