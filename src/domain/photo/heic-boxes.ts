import { ascii, uint } from './bytes';

/** A box of the ISO base media format (ISO/IEC 14496-12, 4.2): offsets into the file. */
export interface Box {
  type: string;
  /** Where its payload begins. */
  start: number;
  end: number;
}

/** The boxes between two offsets, in order; ends at the first that does not fit. */
export function* boxes(bytes: Uint8Array, from: number, to: number): Generator<Box> {
  for (let at = from; at + 8 <= to;) {
    const short = uint(bytes, at, 4);
    const header = short === 1 ? 16 : 8;
    // 1: the size follows in 64 bits; 0: to the end.
    const size = short === 1 ? uint(bytes, at + 8, 8) : short || to - at;
    if (!(size >= header && at + size <= to)) return;
    yield { type: ascii(bytes, at + 4, 4), start: at + header, end: at + size };
    at += size;
  }
}

/** Bytes in front of the entries of a "full" box: version and flags. */
export const FULL = 4;

/** Kinds of items that are not pictures but words about them: Exif, and XMP or any other text. */
const WORDS = new Set(['Exif', 'mime', 'uri ']);

/** The ids of the items that hold words about the picture (8.11.6). */
export function metadataItems(bytes: Uint8Array, iinf: Box): Set<number> {
  const found = new Set<number>();
  const first = iinf.start + FULL + (bytes[iinf.start] === 0 ? 2 : 4);
  for (const { type, start } of boxes(bytes, first, iinf.end)) {
    if (type !== 'infe') continue;
    // Version 2 has ids of 16 bits, version 3 of 32; older ones know no kinds.
    const width = bytes[start] === 3 ? 4 : 2;
    if (WORDS.has(ascii(bytes, start + FULL + width + 2, 4))) found.add(uint(bytes, start + FULL, width));
  }
  return found;
}

export interface Extent {
  /** Where the offset counts from: the file, or the metadata's own data box. */
  within: 'file' | 'idat';
  offset: number;
  length: number;
}

interface Item {
  id: number;
  method: number;
  base: number;
  /** Its extents: where they begin, how many there are. */
  start: number;
  many: number;
}

/** How many bytes each field of the box takes. */
interface Widths {
  offset: number;
  length: number;
  base: number;
  index: number;
  id: number;
  method: number;
}

function widths(bytes: Uint8Array, iloc: Box): Widths {
  const version = bytes[iloc.start] ?? 0;
  const [first = 0, second = 0] = bytes.subarray(iloc.start + FULL, iloc.start + FULL + 2);
  const later = version > 0;
  return {
    offset: first >> 4,
    length: first & 15,
    base: second >> 4,
    index: later ? second & 15 : 0,
    id: version < 2 ? 2 : 4,
    method: later ? 2 : 0,
  };
}

function itemAt(bytes: Uint8Array, at: number, wide: Widths): Item {
  const base = at + wide.id + wide.method + 2;
  const count = base + wide.base;
  return {
    id: uint(bytes, at, wide.id),
    method: uint(bytes, at + wide.id, wide.method) & 15,
    base: uint(bytes, base, wide.base),
    start: count + 2,
    many: uint(bytes, count, 2),
  };
}

/** Where the wanted items lie (8.11.3), in the order of the box. */
export function* extents(bytes: Uint8Array, iloc: Box, wanted: ReadonlySet<number>): Generator<Extent> {
  const wide = widths(bytes, iloc);
  const each = wide.index + wide.offset + wide.length;
  let next = iloc.start + FULL + 2 + wide.id;
  while (next < iloc.end) {
    const { id, method, base, start, many } = itemAt(bytes, next, wide);
    next = start + many * each;
    if (!(next <= iloc.end)) return;
    // Extents without a byte of their own all say the same: one of them is enough.
    for (let at = start; wanted.has(id) && at < Math.max(next, start + (many && 1)); at += each || 1) {
      const offset = base + uint(bytes, at + wide.index, wide.offset);
      const length = wide.length ? uint(bytes, at + wide.index + wide.offset, wide.length) : bytes.length;
      yield { within: method === 1 ? 'idat' : 'file', offset, length };
    }
  }
}
