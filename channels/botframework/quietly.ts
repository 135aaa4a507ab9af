import { AsyncLocalStorage } from 'node:async_hooks';

type Output = (...words: unknown[]) => void;

const hushed = new AsyncLocalStorage<true>();
let running = 0;
let original: Output | undefined;

/**
 * Runs work of botbuilder's, which writes errors with the token's key to standard error. What it says is dropped; what
 * anybody else says meanwhile is not, and afterwards the console is as it was.
 */
export async function quietly<T>(work: () => Promise<T>): Promise<T> {
  const { console: output } = globalThis;
  if (running++ === 0) {
    const said: Output = output.error;
    original = said;
    output.error = (...words: unknown[]) => {
      if (!hushed.getStore()) said.apply(output, words);
    };
  }
  try {
    return await hushed.run(true, work);
  } finally {
    if (--running === 0 && original) output.error = original;
  }
}
