// Transpiles the service into dist/, file by file and with its paths kept, and bundles the browser sources.
// Nothing is done when nothing changed since the last build.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync, copyFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const dist = join(root, 'dist');
const stamp = join(dist, '.built');
const browserBuild = join(root, 'scripts', 'build-browser.mjs');

const SOURCES = ['src', 'channels', 'dialogs', 'locales'];
/** The chat page and the widget have a build of their own. */
const BROWSER = join('channels', 'webchat', 'browser');

/** Every file below a folder, as paths from the project's root. */
function filesIn(folder) {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesIn(path) : [path];
  });
}

/** Path, size and time of everything a build depends on: it changes whenever one of them does. */
function fingerprint(files) {
  const hash = createHash('sha256');
  for (const file of [...files, 'package-lock.json', 'tsconfig.json', ...filesIn('scripts')].sort()) {
    const { size, mtimeMs } = statSync(join(root, file));
    hash.update(`${file} ${size} ${mtimeMs}\n`);
  }
  return hash.digest('hex');
}

const isBrowser = (file) => file.startsWith(BROWSER);
const isCode = (file) => /\.ts$/.test(file) && !/\.d\.ts$/.test(file);

async function transpile(files) {
  const { build, stop } = await import('esbuild');
  const entryPoints = files.filter((file) => isCode(file) && !isBrowser(file));
  await build({
    absWorkingDir: root,
    entryPoints,
    outdir: dist,
    outbase: root,
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    sourcemap: true,
    sourcesContent: false,
    logLevel: 'warning',
  });
  await stop();
}

function copyData(files) {
  for (const file of files.filter((name) => name.endsWith('.json') && !isBrowser(name))) {
    mkdirSync(dirname(join(dist, file)), { recursive: true });
    copyFileSync(join(root, file), join(dist, file));
  }
}

/** What an earlier build left of sources that are gone would still be found by a `require`. */
function clear() {
  for (const folder of SOURCES) rmSync(join(dist, folder), { recursive: true, force: true });
}

/** Builds what changed. Resolves with true when there was something to do. */
export async function build() {
  const files = SOURCES.flatMap(filesIn);
  const now = fingerprint(files);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === now) return false;
  rmSync(stamp, { force: true });
  clear();
  copyData(files);
  await transpile(files);
  if (existsSync(browserBuild)) {
    const { buildBrowser } = await import(pathToFileURL(browserBuild).href);
    if (buildBrowser) await buildBrowser();
  }
  const draft = `${stamp}.${process.pid}`;
  writeFileSync(draft, now);
  renameSync(draft, stamp);
  return true;
}

if (process.argv[1] && relative(process.argv[1], fileURLToPath(import.meta.url)) === '') {
  const began = performance.now();
  const built = await build();
  console.log(built ? `built in ${Math.round(performance.now() - began)} ms` : 'nothing changed since the last build');
}
