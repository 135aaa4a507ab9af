import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const made: string[] = [];

/** A folder that is removed after the test file's last test. */
export function tempDir(): string {
  const path = mkdtempSync(join(tmpdir(), 'redress-'));
  made.push(path);
  return path;
}

afterAll(() => {
  for (const path of made) rmSync(path, { recursive: true, force: true, maxRetries: 3 });
});
