/** Reads and joins of raw bytes. A read beyond the end gives NaN, for which every comparison fails. */

export function ascii(bytes: Uint8Array, offset: number, length: number): string {
  let text = '';
  for (let at = offset; at < offset + length && at < bytes.length; at++) text += String.fromCharCode(bytes[at] ?? 0);
  return text;
}

/** A big-endian unsigned integer of 0 to 8 bytes; NaN beyond the end. Above 2^53 it is inexact, and no offset into any file of ours. */
export function uint(bytes: Uint8Array, offset: number, size: number): number {
  if (!(offset >= 0 && offset + size <= bytes.length)) return NaN;
  let value = 0;
  for (let i = 0; i < size; i++) value = value * 256 + (bytes[offset + i] ?? 0);
  return value;
}

/** The same, little-endian. */
export function uintLE(bytes: Uint8Array, offset: number, size: number): number {
  if (!(offset >= 0 && offset + size <= bytes.length)) return NaN;
  let value = 0;
  for (let i = size - 1; i >= 0; i--) value = value * 256 + (bytes[offset + i] ?? 0);
  return value;
}

export interface Writer {
  write(part: Uint8Array): void;
  /** What was written so far. */
  done(): Uint8Array;
}

/** Joins parts into one buffer of known capacity, so that a million tiny parts cost no more than one big one. */
export function writer(capacity: number): Writer {
  const whole = new Uint8Array(capacity);
  let at = 0;
  return {
    write: (part) => {
      whole.set(part, at);
      at += part.length;
    },
    done: () => whole.slice(0, at),
  };
}
