import fc from 'fast-check';
import { readOrientation } from '../../../src/domain/photo/exif-orientation';
import { PHOTO_TYPES, sniffImage, type PhotoType } from '../../../src/domain/photo/sniff-image';
import { withoutLocation } from '../../../src/domain/photo/without-location';
import {
  heic,
  heicOfManyPlaces,
  JFIF,
  jpeg,
  png,
  PNG_PICTURE,
  PROFILE,
  readable,
  SCAN,
  SECRETS,
  TABLE,
  webp,
} from './photos';

const PHOTOS: [string, PhotoType, Uint8Array][] = [
  ['a JPEG', 'image/jpeg', jpeg()],
  ['a PNG', 'image/png', png()],
  ['a WebP', 'image/webp', webp()],
  ['a HEIC with metadata among its data', 'image/heic', heic()],
  ['a HEIC with metadata in its head', 'image/heic', heic({ where: 'idat' })],
];

describe('taking location data out of a photo', () => {
  test.each(PHOTOS)('leaves none of it in %s, and the kind of picture as it was', (_name, type, bytes) => {
    const clean = withoutLocation(bytes, type);
    for (const secret of SECRETS) expect(readable(clean)).not.toContain(secret);
    expect(sniffImage(clean)).toBe(type);
  });

  test.each(PHOTOS)('changes nothing more when %s is cleaned again', (_name, type, bytes) => {
    const clean = withoutLocation(bytes, type);
    expect(withoutLocation(clean, type)).toEqual(clean);
  });

  test.each(PHOTOS)('leaves the bytes it was given of %s alone', (_name, type, bytes) => {
    const before = Uint8Array.from(bytes);
    withoutLocation(bytes, type);
    expect(bytes).toEqual(before);
  });

  test('keeps of a JPEG its header, colours, tables and pixels to the byte', () => {
    const clean = withoutLocation(jpeg({ orientation: 1 }), 'image/jpeg');
    const kept = [0xff, 0xd8, ...JFIF, ...PROFILE, ...TABLE, ...SCAN, 0xff, 0xd9];
    expect(clean).toEqual(Uint8Array.from(kept));
  });

  test.each([
    ['MM', 6],
    ['II', 8],
  ] as const)('keeps which way up a JPEG is, from %s byte order', (order, orientation) => {
    const clean = withoutLocation(jpeg({ orientation, order }), 'image/jpeg');
    const at = readable(clean).indexOf('Exif');
    expect(readOrientation(clean.subarray(at))).toBe(orientation);
  });

  test('keeps of a PNG its header, colours and pixels to the byte', () => {
    const { signature, header, colour, data, end } = PNG_PICTURE;
    const kept = Uint8Array.from([...signature, ...header, ...colour, ...data, ...end]);
    expect(withoutLocation(png(), 'image/png')).toEqual(kept);
  });

  test('corrects the length of a WebP and no longer announces metadata in it', () => {
    const clean = withoutLocation(webp(), 'image/webp');
    expect(new DataView(clean.buffer).getUint32(4, true)).toBe(clean.length - 8);
    expect(clean[20]).toBe(0x10);
    expect(clean.subarray(38, 43)).toEqual(Uint8Array.from([1, 2, 3, 4, 5]));
  });

  test.each(['file', 'idat'] as const)('moves nothing in a HEIC and keeps its pixels (metadata in %s)', (where) => {
    const clean = withoutLocation(heic({ where }), 'image/heic');
    expect(clean).toHaveLength(heic({ where }).length);
    expect(readable(clean)).toContain('PICTURE-PIXELS');
  });

  test('cuts a JPEG where it stops making sense', () => {
    const bytes = Uint8Array.from([0xff, 0xd8, ...JFIF, 0xff, 0xe1, 0xff, 0xff, ...Buffer.from('GPSLAT-51.5007N')]);
    expect(withoutLocation(bytes, 'image/jpeg')).toEqual(Uint8Array.from([0xff, 0xd8, ...JFIF]));
  });

  test('never throws and never grows by more than an orientation, whatever is done to a photo', () => {
    const photo = fc.constantFrom(...PHOTOS.map(([, type, bytes]) => ({ type, bytes })));
    const damage = fc.array(fc.record({ at: fc.nat(), value: fc.integer({ min: 0, max: 255 }) }), { maxLength: 12 });
    fc.assert(
      fc.property(photo, damage, fc.nat(), ({ type, bytes }, changes, cut) => {
        const hurt = Uint8Array.from(bytes.subarray(0, cut % 3 ? bytes.length : cut % bytes.length));
        for (const { at, value } of changes) if (hurt.length) hurt[at % hurt.length] = value;
        expect(withoutLocation(hurt, type).length).toBeLessThanOrEqual(hurt.length + 40);
      }),
      { numRuns: 3_000 },
    );
  });

  test('never throws on bytes that only begin like a photo', () => {
    const heads = PHOTOS.map(([, , bytes]) => [...bytes.subarray(0, 12)]);
    fc.assert(
      fc.property(fc.constantFrom(...heads), fc.uint8Array({ maxLength: 400 }), (head, rest) => {
        for (const type of PHOTO_TYPES) withoutLocation(Uint8Array.from([...head, ...rest]), type);
      }),
    );
  });

  test.each([
    ['JPEG segments', 'image/jpeg', [0xff, 0xd8], [0xff, 0xdb, 0, 2]],
    ['PNG chunks', 'image/png', PNG_PICTURE.signature, [0, 0, 0, 0, ...Buffer.from('IDAT'), 0, 0, 0, 0]],
    [
      'WebP chunks',
      'image/webp',
      [...webp().subarray(0, 4), 255, 255, 255, 255, ...Buffer.from('WEBP')],
      [...Buffer.from('VP8 '), 0, 0, 0, 0],
    ],
    ['HEIC boxes', 'image/heic', [...heic().subarray(0, 24)], [0, 0, 0, 8, ...Buffer.from('free')]],
  ] as const)('takes 5 MB of empty %s in its stride', (_name, type, head, unit) => {
    const bytes = new Uint8Array(5_000_000);
    bytes.set(head);
    const one = Uint8Array.from(unit);
    for (let at = head.length; at + one.length <= bytes.length; at += one.length) bytes.set(one, at);
    const started = process.cpuUsage();
    withoutLocation(bytes, type);
    expect(process.cpuUsage(started).user).toBeLessThan(5_000_000);
  });

  test.each([
    ['no place at all, 65,535 times in every record', [0x00, 0x00], [0, 2, 0, 0, 0, 0, 0xff, 0xff]],
    ['the whole file in every record', [0x44, 0x00], [0, 2, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0xff, 0xff, 0xff, 0xff]],
  ] as const)('is not kept busy by a HEIC whose Exif lies at %s', (_name, widths, record) => {
    const bytes = heicOfManyPlaces([...widths], [...record], 250_000);
    const started = process.cpuUsage();
    withoutLocation(bytes, 'image/heic');
    expect(process.cpuUsage(started).user).toBeLessThan(5_000_000);
  });
});
