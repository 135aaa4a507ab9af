import type { PhotoType } from './sniff-image';
import { stripHeic } from './strip-heic';
import { stripJpeg } from './strip-jpeg';
import { stripPng } from './strip-png';
import { stripWebp } from './strip-webp';

const STRIP: Record<PhotoType, (bytes: Uint8Array) => Uint8Array> = {
  'image/jpeg': stripJpeg,
  'image/png': stripPng,
  'image/webp': stripWebp,
  'image/heic': stripHeic,
};

/**
 * The same picture without what says where, when and with what it was taken. Never throws and takes time in proportion to
 * the size, whatever the bytes are; what cannot be followed is cut off (HEIC: left, since its parts cannot be told apart).
 */
export function withoutLocation(bytes: Uint8Array, type: PhotoType): Uint8Array {
  return STRIP[type](bytes);
}
