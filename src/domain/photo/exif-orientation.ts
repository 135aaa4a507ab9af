import { ascii, uint, uintLE } from './bytes';

/** The tag that says which way up a picture is (Exif 2.32, 4.6.5.1): a short of 1 to 8. */
const ORIENTATION = 0x0112;
const SHORT = 3;
const EXIF = 'Exif\0\0';

/** The orientation in a JPEG's Exif segment (without marker and length); null when it has none or cannot be read. */
export function readOrientation(segment: Uint8Array): number | null {
  if (ascii(segment, 0, 6) !== EXIF) return null;
  const tiff = segment.subarray(6);
  const read = ascii(tiff, 0, 2) === 'II' ? uintLE : uint;
  const directory = read(tiff, 4, 4);
  const entries = read(tiff, directory, 2);
  for (let i = 0; i < entries; i++) {
    const entry = directory + 2 + i * 12;
    if (read(tiff, entry, 2) !== ORIENTATION || read(tiff, entry + 2, 2) !== SHORT) continue;
    const value = read(tiff, entry + 8, 2);
    return value >= 1 && value <= 8 ? value : null;
  }
  return null;
}

/** A whole APP1 segment that says the orientation and nothing else. */
export function orientationSegment(orientation: number): Uint8Array {
  const tiff = [
    0x4d,
    0x4d,
    0,
    42,
    0,
    0,
    0,
    8,
    0,
    1,
    0x01,
    0x12,
    0,
    SHORT,
    0,
    0,
    0,
    1,
    0,
    orientation,
    0,
    0,
    0,
    0,
    0,
    0,
  ];
  const body = [...EXIF].map((character) => character.charCodeAt(0)).concat(tiff);
  return Uint8Array.from([0xff, 0xe1, 0, body.length + 2, ...body]);
}
