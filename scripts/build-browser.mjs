import { copyFile, mkdir, stat } from 'node:fs/promises';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build, transform } from 'esbuild';

const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const SOURCE = path.join(ROOT, 'channels/webchat/browser');

/** Browsers that understand `light-dark()` (May 2024), which the stylesheet needs; nothing older is lowered for. */
const TARGET = ['chrome123', 'firefox120', 'safari17.5'];

/** A stylesheet imported by a script arrives as minified text, to be adopted by a document or a shadow root. */
const cssAsText = {
  name: 'css-as-text',
  setup(builder) {
    builder.onLoad({ filter: /\.css$/ }, async ({ path: file }) => {
      const { code } = await transform(await readFile(file, 'utf8'), { loader: 'css', minify: true, target: TARGET });
      return { contents: code, loader: 'text', watchFiles: [file] };
    });
  },
};

/**
 * Builds what the customer's browser loads: chat.js (the page), widget.js (the one-tag widget), chat.css and index.html.
 * Returns the files with their sizes in bytes, plain and gzipped.
 */
export async function buildBrowser(out = path.join(ROOT, 'dist/public')) {
  await mkdir(out, { recursive: true });
  const shared = {
    bundle: true,
    minify: true,
    target: TARGET,
    format: 'iife',
    legalComments: 'none',
    logLevel: 'warning',
  };
  await build({
    ...shared,
    entryPoints: { chat: path.join(SOURCE, 'page.ts'), widget: path.join(SOURCE, 'widget.ts') },
    outdir: out,
    tsconfig: path.join(SOURCE, 'tsconfig.json'),
    plugins: [cssAsText],
  });
  await build({ ...shared, entryPoints: [path.join(SOURCE, 'chat.css')], outfile: path.join(out, 'chat.css') });
  await copyFile(path.join(SOURCE, 'index.html'), path.join(out, 'index.html'));
  const names = ['chat.js', 'widget.js', 'chat.css', 'index.html'];
  return Promise.all(
    names.map(async (name) => {
      const file = path.join(out, name);
      return { name, bytes: (await stat(file)).size, gzipped: gzipSync(await readFile(file)).length };
    }),
  );
}

if (process.argv[1] && path.resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  for (const { name, bytes, gzipped } of await buildBrowser()) {
    process.stdout.write(`${name.padEnd(12)} ${String(bytes).padStart(7)} bytes, ${gzipped} gzipped\n`);
  }
}
