import { readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';

const ROOT = join(__dirname, '..', '..');
const FOLDERS = ['test/helpers', 'test/bench', 'test/prove'];

const sourcesIn = (folder: string): string[] =>
  readdirSync(join(ROOT, folder))
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .map((name) => join(folder, name));

/**
 * Builds the service and beside it, in `dist/test`, the processes that the bench and the proofs start: these run as what
 * users run, not through a loader. Resolves with a function that gives the compiled file of a source under `test/`.
 */
export async function compileTests(): Promise<(source: string) => string> {
  const script = pathToFileURL(join(ROOT, 'scripts', 'build.mjs')).href;
  const { build } = (await import(script)) as { build: () => Promise<boolean> };
  await build();
  const esbuild = await import('esbuild');
  await esbuild.build({
    absWorkingDir: ROOT,
    entryPoints: FOLDERS.flatMap(sourcesIn),
    outdir: join(ROOT, 'dist'),
    outbase: ROOT,
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    sourcemap: true,
    sourcesContent: false,
    logLevel: 'warning',
  });
  await esbuild.stop();
  return (source) => join(ROOT, 'dist', relative(ROOT, join(ROOT, source)).replace(/\.ts$/, '.js'));
}
