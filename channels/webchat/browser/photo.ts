/** Photos as evidence: what the service accepts, checked here first so that the customer hears at once. */

/** The service's limits; it checks them again. */
export const MAX_PHOTO_BYTES = 5 * 1024 * 1024;
export const MAX_PHOTOS = 5;
/** Larger files are not even decoded: no phone's photo is. */
const MAX_DECODED_BYTES = 60 * 1024 * 1024;

export const ACCEPTED = 'image/jpeg,image/png,image/webp,image/heic,image/heif,.heic,.heif';

export type PhotoProblem = 'empty' | 'type' | 'size';

export interface ReadyPhoto {
  file: File;
  /** A small drawing of it; undefined where this browser cannot decode the format (HEIC outside Safari). */
  thumbnail: HTMLCanvasElement | undefined;
  /** Bytes before it was made smaller, if it was. */
  shrunkFrom: number | undefined;
}

const ascii = (bytes: Uint8Array, from: number, to: number): string => String.fromCharCode(...bytes.subarray(from, to));

/** The format by its first bytes; names and declared types are not believed. */
export function sniff(bytes: Uint8Array): string | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) return 'image/jpeg';
  if (ascii(bytes, 0, 8) === '\x89PNG\r\n\x1a\n') return 'image/png';
  if (ascii(bytes, 0, 4) === 'RIFF' && ascii(bytes, 8, 12) === 'WEBP') return 'image/webp';
  if (ascii(bytes, 4, 8) === 'ftyp' && /^(heic|heix|heim|heis|hevc|hevx|mif1|msf1)$/.test(ascii(bytes, 8, 12)))
    return 'image/heic';
  return undefined;
}

function draw(image: ImageBitmap, longest: number): HTMLCanvasElement {
  const scale = Math.min(1, longest / Math.max(image.width, image.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(image.width * scale));
  canvas.height = Math.max(1, Math.round(image.height * scale));
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
  return canvas;
}

/** A JPEG within the limit, or undefined where none can be made. */
async function shrink(image: ImageBitmap, name: string): Promise<File | undefined> {
  for (const longest of [3072, 2048, 1280]) {
    const canvas = draw(image, longest);
    const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', 0.85));
    if (blob && blob.size <= MAX_PHOTO_BYTES)
      return new File([blob], name.replace(/\.\w+$/, '') + '.jpg', { type: 'image/jpeg' });
  }
  return undefined;
}

/** Checks a chosen file and draws it small; a photo over the limit is made smaller rather than refused. Never rejects. */
export async function prepare(file: File): Promise<ReadyPhoto | PhotoProblem> {
  if (file.size === 0) return 'empty';
  const type = sniff(new Uint8Array(await file.slice(0, 16).arrayBuffer()));
  if (!type) return 'type';
  if (file.size > MAX_DECODED_BYTES) return 'size';
  const image = await createImageBitmap(file).catch(() => undefined);
  if (file.size <= MAX_PHOTO_BYTES) return { file, thumbnail: image && draw(image, 176), shrunkFrom: undefined };
  const smaller = image && (await shrink(image, file.name));
  return image && smaller ? { file: smaller, thumbnail: draw(image, 176), shrunkFrom: file.size } : 'size';
}
