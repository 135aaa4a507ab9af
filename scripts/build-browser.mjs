import { copyFile, mkdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';

const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const SOURCE = path.join(ROOT, 'channels/webchat/browser');
const SANDBOX = path.join(ROOT, 'src/sandbox/browser');

/** Browsers with `color-mix()` and adopted stylesheets (March 2023), which the look needs; nothing older is lowered for. */
const TARGET = ['chrome111', 'firefox113', 'safari16.4'];
const SHARED = { bundle: true, minify: true, target: TARGET, legalComments: 'none', logLevel: 'warning' };

/** A stylesheet imported by a script arrives as minified text, to be adopted by a document or a shadow root. */
const cssAsText = {
  name: 'css-as-text',
  setup(builder) {
    builder.onLoad({ filter: /\.css$/ }, async ({ path: file }) => {
      const { outputFiles } = await build({ ...SHARED, entryPoints: [file], write: false });
      return { contents: outputFiles[0].text, loader: 'text' };
    });
  },
};

/**
 * Builds what the customer's browser loads: chat.js (the page), widget.js (the one-tag widget) and index.html.
 * Returns the files with their sizes in bytes, plain and gzipped.
 */
export async function buildBrowser(out = path.join(ROOT, 'dist/public')) {
  await mkdir(out, { recursive: true });
  await build({
    ...SHARED,
    format: 'iife',
    entryPoints: { chat: path.join(SOURCE, 'page.ts'), widget: path.join(SOURCE, 'widget.ts') },
    outdir: out,
    tsconfig: path.join(SOURCE, 'tsconfig.json'),
    plugins: [cssAsText],
  });
  await copyFile(path.join(SOURCE, 'index.html'), path.join(out, 'index.html'));
  const names = ['chat.js', 'widget.js', 'index.html'];
  return Promise.all(
    names.map(async (name) => {
      const file = path.join(out, name);
      return { name, bytes: (await stat(file)).size, gzipped: gzipSync(await readFile(file)).length };
    }),
  );
}

/** Builds the sandbox's page, which is served to this machine only and lies apart from what everybody may load. */
export async function buildSandbox(out = path.join(ROOT, 'dist/sandbox')) {
  await mkdir(out, { recursive: true });
  await build({
    ...SHARED,
    format: 'iife',
    entryPoints: { sandbox: path.join(SANDBOX, 'page.ts') },
    outdir: out,
    tsconfig: path.join(SANDBOX, 'tsconfig.json'),
    plugins: [cssAsText],
  });
  await copyFile(path.join(SANDBOX, 'index.html'), path.join(out, 'index.html'));
}

if (process.argv[1] && path.resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  await buildSandbox();
  for (const { name, bytes, gzipped } of await buildBrowser()) {
    process.stdout.write(`${name.padEnd(12)} ${String(bytes).padStart(7)} bytes, ${gzipped} gzipped\n`);
  }
}
