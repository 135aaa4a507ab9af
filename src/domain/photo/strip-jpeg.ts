import { ascii, uint, writer } from './bytes';
import { orientationSegment, readOrientation } from './exif-orientation';

const SOI = 0xd8;
const EOI = 0xd9;
const SOS = 0xda;
const APP0 = 0xe0;
const APP1 = 0xe1;
const APP2 = 0xe2;
const APP14 = 0xee;
const APP15 = 0xef;
const COM = 0xfe;
/** No marker: a fill byte before one. */
const FILL = 0;
const NOTHING = new Uint8Array();

/** Markers that stand alone: TEM and the restart markers (ITU-T T.81, table B.1). */
const standsAlone = (marker: number): boolean => marker === 0x01 || (marker >= 0xd0 && marker <= SOI);

/** Of the application segments only those that say how to show the picture: JFIF, the colour profile, Adobe's transform. */
function keeps(marker: number, body: Uint8Array): boolean {
  if (marker === COM || marker === FILL || standsAlone(marker)) return false;
  if (marker < APP0 || marker > APP15) return true;
  return marker === APP0 || marker === APP14 || (marker === APP2 && ascii(body, 0, 11) === 'ICC_PROFILE');
}

/** Where the entropy-coded data that starts at `from` ends: at the next marker that is neither stuffing nor a restart. */
function endOfScan(bytes: Uint8Array, from: number): number {
  for (let at = bytes.indexOf(0xff, from); at >= 0; at = bytes.indexOf(0xff, at + 1)) {
    const next = bytes[at + 1];
    if (next === undefined) return at;
    if (next !== 0x00 && next !== 0xff && !standsAlone(next)) return at;
  }
  return bytes.length;
}

interface Segment {
  marker: number;
  body: Uint8Array;
  /** Where the next one begins; for a scan, behind its data. */
  end: number;
}

/** The segment at a place; null where the file stops making sense. Fill bytes and stray restart markers are no segments. */
function segmentAt(bytes: Uint8Array, at: number): Segment | null {
  const marker = bytes[at + 1];
  if (bytes[at] !== 0xff || marker === undefined) return null;
  if (marker === 0xff) return { marker: FILL, body: NOTHING, end: at + 1 };
  if (marker === EOI || standsAlone(marker)) return { marker, body: NOTHING, end: at + 2 };
  const length = uint(bytes, at + 2, 2);
  const after = at + 2 + length;
  if (!(length >= 2 && after <= bytes.length)) return null;
  return { marker, body: bytes.subarray(at + 4, after), end: marker === SOS ? endOfScan(bytes, after) : after };
}

/** The first readable orientation; the scan of the file ends where the picture's own data begin. */
function orientationOf(bytes: Uint8Array): number | null {
  let segment = segmentAt(bytes, 2);
  for (; segment && segment.marker !== SOS && segment.marker !== EOI; segment = segmentAt(bytes, segment.end)) {
    const orientation = segment.marker === APP1 ? readOrientation(segment.body) : null;
    if (orientation !== null) return orientation;
  }
  return null;
}

/**
 * A JPEG without Exif, XMP, IPTC, comments and whatever follows its end (phones append videos and second pictures with
 * location data of their own). Its orientation is kept. A file that stops making sense is cut at that place.
 */
export function stripJpeg(bytes: Uint8Array): Uint8Array {
  const orientation = orientationOf(bytes);
  const turned = orientation === null || orientation === 1 ? NOTHING : orientationSegment(orientation);
  const out = writer(bytes.length + turned.length);
  out.write(bytes.subarray(0, 2));
  out.write(turned);
  let at = 2;
  for (let segment = segmentAt(bytes, at); segment; segment = segmentAt(bytes, at)) {
    if (keeps(segment.marker, segment.body)) out.write(bytes.subarray(at, segment.end));
    at = segment.end;
    if (segment.marker === EOI) break;
  }
  return out.done();
}
