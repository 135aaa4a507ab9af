import { ascii, uint } from './bytes';

export const PHOTO_TYPES = ['image/jpeg', 'image/png', 'image/webp', 'image/heic'] as const;
export type PhotoType = (typeof PHOTO_TYPES)[number];

/** Brands of HEVC-coded HEIF (ISO/IEC 23008-12, annex B). `mif1` alone says only "some image", AV1 included. */
const HEIC_BRANDS = new Set(['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx', 'hevm', 'hevs']);
const PNG_SIGNATURE = '\x89PNG\r\n\x1a\n';
/** More brands than any real file names. */
const MOST_BRANDS = 32;

function isHeic(bytes: Uint8Array): boolean {
  if (ascii(bytes, 4, 4) !== 'ftyp') return false;
  const end = Math.min(uint(bytes, 0, 4), bytes.length, 16 + MOST_BRANDS * 4);
  if (HEIC_BRANDS.has(ascii(bytes, 8, 4))) return true;
  for (let at = 16; at + 4 <= end; at += 4) if (HEIC_BRANDS.has(ascii(bytes, at, 4))) return true;
  return false;
}

/** What kind of photo the bytes are, by their content alone; null for everything that is not accepted as evidence. */
export function sniffImage(bytes: Uint8Array): PhotoType | null {
  if (ascii(bytes, 0, 3) === '\xff\xd8\xff') return 'image/jpeg';
  if (ascii(bytes, 0, 8) === PNG_SIGNATURE) return 'image/png';
  if (ascii(bytes, 0, 4) === 'RIFF' && ascii(bytes, 8, 4) === 'WEBP') return 'image/webp';
  return isHeic(bytes) ? 'image/heic' : null;
}
