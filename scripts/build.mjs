// Transpiles the service into dist/, file by file and with its paths kept, and bundles the browser sources.
// Nothing is done when nothing changed since the last build.
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
  copyFileSync,
} from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const dist = join(root, 'dist');
const stamp = join(dist, '.built');
const building = join(dist, '.building');
const browserBuild = join(root, 'scripts', 'build-browser.mjs');

const SOURCES = ['src', 'channels', 'dialogs', 'locales'];
/** The chat page, the widget and the sandbox's page have a build of their own. */
const BROWSER = [join('channels', 'webchat', 'browser'), join('src', 'sandbox', 'browser')];

/** Every file below a folder, as paths from `base`. */
function filesIn(folder, base = root) {
  if (!existsSync(join(base, folder))) return [];
  return readdirSync(join(base, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesIn(path, base) : [path];
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

const isBrowser = (file) => BROWSER.some((folder) => file.startsWith(folder));
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
function clearStale(files) {
  const kept = new Set(
    files.flatMap((file) => (isCode(file) ? [file.replace(/ts$/, 'js'), file.replace(/ts$/, 'js.map')] : [file])),
  );
  for (const file of SOURCES.flatMap((folder) => filesIn(folder, dist))) {
    if (!kept.has(file)) rmSync(join(dist, file), { force: true });
  }
}

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** Milliseconds after which another build's mark counts as left by one that was killed. */
const ABANDONED = 60_000;

/** One build at a time: starts and tests may ask for one at the same moment. */
async function alone(work) {
  mkdirSync(dist, { recursive: true });
  for (;;) {
    try {
      mkdirSync(building);
      break;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    const since = statSync(building, { throwIfNoEntry: false })?.mtimeMs;
    if (since !== undefined && Date.now() - since > ABANDONED) rmSync(building, { recursive: true, force: true });
    await pause(50);
  }
  try {
    return await work();
  } finally {
    rmSync(building, { recursive: true, force: true });
  }
}

const isCurrent = (now) => existsSync(stamp) && readFileSync(stamp, 'utf8') === now;

/** Builds what changed. Resolves with true when there was something to do. */
export async function build() {
  if (isCurrent(fingerprint(SOURCES.flatMap((folder) => filesIn(folder))))) return false;
  return alone(async () => {
    const files = SOURCES.flatMap((folder) => filesIn(folder));
    const now = fingerprint(files);
    if (isCurrent(now)) return false;
    rmSync(stamp, { force: true });
    clearStale(files);
    copyData(files);
    await transpile(files);
    if (existsSync(browserBuild)) {
      const { buildBrowser, buildSandbox } = await import(pathToFileURL(browserBuild).href);
      await Promise.all([buildBrowser(), buildSandbox()]);
    }
    writeFileSync(stamp, now);
    return true;
  });
}

if (process.argv[1] && relative(process.argv[1], fileURLToPath(import.meta.url)) === '') {
  const began = performance.now();
  const built = await build();
  console.log(built ? `built in ${Math.round(performance.now() - began)} ms` : 'nothing changed since the last build');
}
