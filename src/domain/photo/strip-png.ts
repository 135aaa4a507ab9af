import { ascii, uint, writer } from './bytes';

/** Ancillary chunks that say how to show the picture (PNG, third edition); text, times, Exif and unknown ones go. */
const KEPT = new Set('tRNS gAMA cHRM sRGB iCCP sBIT bKGD pHYs hIST sPLT cICP mDCV cLLI acTL fcTL fdAT'.split(' '));
const CRITICAL = new Set(['IHDR', 'PLTE', 'IDAT', 'IEND']);
const SIGNATURE = 8;
/** Length, type and checksum of a chunk. */
const FRAME = 12;

/** A PNG without Exif, XMP and other text, and without what follows its end. Cut where it stops making sense. */
export function stripPng(bytes: Uint8Array): Uint8Array {
  const out = writer(bytes.length);
  out.write(bytes.subarray(0, SIGNATURE));
  for (let at = SIGNATURE; ;) {
    const length = uint(bytes, at, 4);
    if (!(at + FRAME + length <= bytes.length)) break;
    const type = ascii(bytes, at + 4, 4);
    const end = at + FRAME + length;
    if (CRITICAL.has(type) || KEPT.has(type)) out.write(bytes.subarray(at, end));
    if (type === 'IEND') break;
    at = end;
  }
  return out.done();
}
