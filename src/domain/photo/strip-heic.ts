import { boxes, extents, FULL, metadataItems, type Box } from './heic-boxes';

/** Boxes that hold free text about the picture, or nothing that is shown. */
const BLANKED = new Set(['uuid', 'udta', 'free', 'skip', 'xml ', 'bxml']);
/** Boxes that hold other boxes, where such a one may lie. */
const CONTAINERS = new Set(['moov', 'trak', 'mdia', 'meta']);
const DEEPEST = 6;
/** No camera writes more parts of metadata; the sizes in a hostile file could name millions. */
const MOST_EXTENTS = 1_000;

const contents = ({ type, start }: Box): number => (type === 'meta' ? start + FULL : start);

function blankText(bytes: Uint8Array, from: number, to: number, depth = 0): void {
  for (const box of boxes(bytes, from, to)) {
    if (BLANKED.has(box.type)) bytes.fill(0, box.start, box.end);
    else if (CONTAINERS.has(box.type) && depth < DEEPEST) blankText(bytes, contents(box), box.end, depth + 1);
  }
}

interface Range {
  from: number;
  to: number;
}

function first(found: Iterable<Box>, type: string): Box | undefined {
  for (const box of found) if (box.type === type) return box;
  return undefined;
}

const inside = (bytes: Uint8Array, meta: Box, type: string): Box | undefined =>
  first(boxes(bytes, contents(meta), meta.end), type);

/** Where the Exif and XMP items of one `meta` box have their bytes. */
function itemRanges(bytes: Uint8Array, meta: Box): Range[] {
  const iinf = inside(bytes, meta, 'iinf');
  const iloc = inside(bytes, meta, 'iloc');
  const idat = inside(bytes, meta, 'idat');
  if (!iinf || !iloc) return [];
  const ranges: Range[] = [];
  for (const { within, offset, length } of extents(bytes, iloc, metadataItems(bytes, iinf))) {
    const from = offset + (within === 'idat' ? (idat?.start ?? NaN) : 0);
    if (from < bytes.length) ranges.push({ from, to: Math.min(from + length, bytes.length) });
    if (ranges.length === MOST_EXTENTS) break;
  }
  return ranges;
}

/** Blanks each byte once, however often the ranges name it. */
function blankRanges(bytes: Uint8Array, ranges: Range[]): void {
  let done = 0;
  for (const { from, to } of ranges.sort((a, b) => a.from - b.from)) {
    if (to > done) bytes.fill(0, Math.max(from, done), to);
    done = Math.max(done, to);
  }
}

/**
 * A HEIC file whose Exif, XMP and free-text payloads are zeros. Nothing moves, because other boxes point at places in the
 * file by their offset. Which way up the picture is stands in a property of its own (`irot`) and stays.
 */
export function stripHeic(bytes: Uint8Array): Uint8Array {
  const out = Uint8Array.from(bytes);
  const meta = first(boxes(bytes, 0, bytes.length), 'meta');
  if (meta) blankRanges(out, itemRanges(bytes, meta));
  blankText(out, 0, out.length);
  return out;
}
