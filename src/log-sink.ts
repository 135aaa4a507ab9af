import { write, writeSync } from 'node:fs';

/** Where log lines go. Never throws, never blocks for longer than one write, whatever becomes of the other end. */
export interface LogSink {
  write(line: string): void;
  /** Writes at once what waits; what cannot be written now is lost. For the end of the process. */
  flushSync(): void;
}

export interface SinkLimits {
  /** Characters gathered before they are written. */
  gather: number;
  /** Milliseconds after which fewer are written too, and after which a write that failed is tried again. */
  patience: number;
  /** Characters kept while nothing can be written; lines beyond are dropped. */
  most: number;
}

const NOTHING = Buffer.alloc(0);
const LIMITS: SinkLimits = { gather: 4_096, patience: 500, most: 1_000_000 };

/**
 * Gathers lines and writes them in the background. While the disk below is full or the reader of a pipe is slow, lines
 * wait and the newest beyond `most` are dropped: a service must not stop for its log, and with pino's own destination it
 * did, since that one repeats a failed synchronous write for ever. Where nobody reads any more (EPIPE) nothing is kept.
 */
export function createLogSink(fd: number, { gather, patience, most }: SinkLimits = LIMITS): LogSink {
  /** What a write left over. */
  let rest: Buffer = NOTHING;
  let waiting: string[] = [];
  /** Characters waiting, or bytes of what was left over: near enough to each other. */
  let size = 0;
  let underway = false;
  let failing = false;
  let nobodyReads = false;
  let timer: NodeJS.Timeout | undefined;

  function take(): Buffer {
    const taken = Buffer.concat([rest, Buffer.from(waiting.join(''))]);
    rest = NOTHING;
    waiting = [];
    size = 0;
    return taken;
  }

  function later(): void {
    timer ??= setTimeout(() => {
      timer = undefined;
      start();
    }, patience).unref();
  }

  function finished(bytes: Buffer, error: NodeJS.ErrnoException | null, written: number): void {
    underway = false;
    failing = error !== null;
    nobodyReads = error?.code === 'EPIPE';
    if (nobodyReads) return void take();
    rest = bytes.subarray(error ? 0 : written);
    size += rest.length;
    goOn();
  }

  function goOn(): void {
    if (size >= gather && !failing) start();
    else if (size > 0) later();
  }

  function start(): void {
    if (underway || !size) return;
    underway = true;
    const bytes = take();
    write(fd, bytes, 0, bytes.length, null, (error, written) => finished(bytes, error, written));
  }

  return {
    write(line) {
      if (nobodyReads || size + line.length > most) return;
      waiting.push(line);
      size += line.length;
      goOn();
    },
    flushSync() {
      let bytes = take();
      try {
        while (bytes.length) bytes = bytes.subarray(writeSync(fd, bytes));
      } catch {
        // The end of the process is not the time to wait for a disk.
      }
    },
  };
}
