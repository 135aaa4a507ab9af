import { sniffImage } from '../../../src/domain/photo/sniff-image';
import { heic, jpeg, png, webp } from './photos';

const bytesOf = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'latin1'));

describe('telling a photo by its content', () => {
  test.each([
    ['image/jpeg', jpeg()],
    ['image/png', png()],
    ['image/webp', webp()],
    ['image/heic', heic()],
    ['image/heic', heic({ brand: 'heix' })],
  ])('knows %s', (type, bytes) => {
    expect(sniffImage(bytes)).toBe(type);
  });

  test('knows a HEIC whose first brand is the general one', () => {
    expect(sniffImage(bytesOf('\0\0\0\x18ftypmif1\0\0\0\0mif1heic'))).toBe('image/heic');
  });

  test.each([
    ['nothing', ''],
    ['a GIF', 'GIF89a\x01\0\x01\0'],
    ['an SVG', '<svg xmlns="http://www.w3.org/2000/svg"></svg>'],
    ['a page', '<!doctype html><script>alert(1)</script>'],
    ['a PDF', '%PDF-1.7'],
    ['a sound in RIFF', 'RIFF\x24\0\0\0WAVEfmt '],
    ['an AVIF', '\0\0\0\x18ftypavif\0\0\0\0mif1avif'],
    ['a film', '\0\0\0\x18ftypisom\0\0\0\0isommp42'],
    ['a brand that is not in the list of brands', '\0\0\0\x10ftypisom\0\0\0\0heic'],
    ['the beginning of a PNG', '\x89PNG'],
  ])('takes %s for none', (_name, content) => {
    expect(sniffImage(bytesOf(content))).toBeNull();
  });
});
