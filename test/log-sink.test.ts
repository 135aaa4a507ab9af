import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { createLogSink } from '../src/log-sink';
import { tempDir } from './helpers/temp-dir';

/** Every write to it answers ENOSPC, as a full disk does. */
const FULL = '/dev/full';
const LIMITS = { gather: 100, patience: 10, most: 1_000 };

function aFile(): { fd: number; text: () => string } {
  const path = join(tempDir(), 'log');
  return { fd: openSync(path, 'a'), text: () => readFileSync(path, 'utf8') };
}

async function eventually(done: () => boolean): Promise<void> {
  for (let i = 0; i < 200 && !done(); i++) await pause(5);
}

describe('log lines', () => {
  test('arrive whole and in order, a few after a moment and many at once', async () => {
    const { fd, text } = aFile();
    const sink = createLogSink(fd, LIMITS);
    sink.write('größe 1\n');
    await eventually(() => text() === 'größe 1\n');
    const lines = Array.from({ length: 60 }, (_, i) => `line ${i} ☂\n`);
    for (const line of lines) {
      sink.write(line);
      await pause(1);
    }
    await eventually(() => text().includes('line 59'));
    expect(text()).toBe(`größe 1\n${lines.join('')}`);
    closeSync(fd);
  });

  test('are all there when the process ends', () => {
    const { fd, text } = aFile();
    const sink = createLogSink(fd, { ...LIMITS, patience: 60_000 });
    sink.write('last words\n');
    sink.flushSync();
    expect(text()).toBe('last words\n');
    closeSync(fd);
  });

  test('on a full disk stop nobody: neither while it runs nor at its end', async () => {
    const fd = openSync(FULL, 'w');
    const sink = createLogSink(fd, LIMITS);
    for (let i = 0; i < 500; i++) sink.write(`line ${i}\n`);
    await pause(50);
    sink.write('more\n');
    const before = performance.now();
    sink.flushSync();
    expect(performance.now() - before).toBeLessThan(1_000);
    closeSync(fd);
  });

  test('to an output that was closed are no error', async () => {
    const { fd } = aFile();
    closeSync(fd);
    const sink = createLogSink(fd, LIMITS);
    for (let i = 0; i < 500; i++) sink.write(`line ${i}\n`);
    await pause(30);
    expect(() => sink.flushSync()).not.toThrow();
  });
});
