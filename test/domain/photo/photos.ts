/** Small pictures made by hand, with location data at every place where cameras and editors put it. */

const text = (value: string): number[] => [...value].map((character) => character.charCodeAt(0));
const be16 = (value: number): number[] => [(value >> 8) & 255, value & 255];
const be32 = (value: number): number[] => [...be16(Math.floor(value / 65_536)), ...be16(value % 65_536)];
const le32 = (value: number): number[] => be32(value).reverse();

/** What must be gone afterwards, wherever it stood. */
export const SECRETS = ['GPSLAT-51.5007N', 'XMP-51.5007N', 'IPTC-London', 'COMMENT-home', 'TRAILER-51.5007N'];

/** A TIFF block with an orientation and an ASCII value that stands for a position; in either byte order. */
export function tiff(orientation: number, order: 'MM' | 'II' = 'MM'): number[] {
  const [two, four] =
    order === 'MM' ? [be16, be32] : [(value: number) => be16(value).reverse(), (value: number) => le32(value)];
  const entry = (tag: number, type: number, count: number, value: number[]) => [
    ...two(tag),
    ...two(type),
    ...four(count),
    ...value,
  ];
  const place = text('GPSLAT-51.5007N\0');
  return [
    ...text(order),
    ...two(42),
    ...four(8),
    ...two(2),
    ...entry(0x0112, 3, 1, [...two(orientation), 0, 0]),
    ...entry(0x8825, 4, 1, four(38)),
    ...four(0),
    ...place,
  ];
}

const segment = (marker: number, body: number[]): number[] => [0xff, marker, ...be16(body.length + 2), ...body];
const XMP = text('http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>XMP-51.5007N</x:xmpmeta>');

export const JFIF = segment(0xe0, [...text('JFIF\0'), 1, 2, 0, 0, 1, 0, 1, 0, 0]);
export const PROFILE = segment(0xe2, text('ICC_PROFILE\0\x01\x01sRGB'));
export const TABLE = segment(0xdb, [0, ...Array.from({ length: 64 }, () => 1)]);
/** Entropy-coded data with a stuffed 0xff and a restart marker in it. */
export const SCAN = [...segment(0xda, [1, 1, 0, 0, 63, 0]), 0x12, 0xff, 0x00, 0x34, 0xff, 0xd0, 0x56];

export function jpeg({ orientation = 6, order = 'MM' as 'MM' | 'II' } = {}): Uint8Array {
  return Uint8Array.from([
    ...[0xff, 0xd8],
    ...JFIF,
    ...segment(0xe1, [...text('Exif\0\0'), ...tiff(orientation, order)]),
    ...segment(0xe1, XMP),
    ...segment(0xed, text('Photoshop 3.0\x008BIM IPTC-London')),
    ...PROFILE,
    ...segment(0xfe, text('COMMENT-home')),
    ...TABLE,
    ...SCAN,
    ...[0xff, 0xd9],
    ...text('TRAILER-51.5007N'),
  ]);
}

const chunk = (type: string, body: number[]): number[] => [...be32(body.length), ...text(type), ...body, 1, 2, 3, 4];

export const PNG_PICTURE = {
  signature: [0x89, ...text('PNG\r\n\x1a\n')],
  header: chunk('IHDR', [0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0]),
  colour: chunk('gAMA', be32(45_455)),
  data: chunk('IDAT', [0x78, 0x9c, 0x63, 0, 0]),
  end: chunk('IEND', []),
};

export function png(): Uint8Array {
  const { signature, header, colour, data, end } = PNG_PICTURE;
  return Uint8Array.from([
    ...signature,
    ...header,
    ...colour,
    ...chunk('eXIf', tiff(6)),
    ...chunk('iTXt', text('XML:com.adobe.xmp\0\0\0\0\0XMP-51.5007N')),
    ...chunk('tEXt', text('Comment\0COMMENT-home')),
    ...chunk('zTXt', text('Raw profile type iptc\0\0IPTC-London')),
    ...data,
    ...end,
    ...text('TRAILER-51.5007N'),
  ]);
}

const riff = (type: string, body: number[]): number[] => [
  ...text(type),
  ...le32(body.length),
  ...body,
  ...(body.length % 2 ? [0] : []),
];

export function webp(): Uint8Array {
  const body = [
    ...riff('VP8X', [0x10 | 0x0c, 0, 0, 0, 0, 0, 0, 0, 0, 0]),
    ...riff('VP8 ', [1, 2, 3, 4, 5]),
    ...riff('EXIF', tiff(6)),
    ...riff('XMP ', text('<x:xmpmeta>XMP-51.5007N</x:xmpmeta>')),
    ...riff('note', text('COMMENT-home')),
  ];
  return Uint8Array.from([
    ...text('RIFF'),
    ...le32(body.length + 4),
    ...text('WEBP'),
    ...body,
    ...text('TRAILER-51.5007N'),
  ]);
}

const box = (type: string, body: number[]): number[] => [...be32(body.length + 8), ...text(type)].concat(body);
const full = (type: string, version: number, body: number[]): number[] => box(type, [version, 0, 0, 0].concat(body));

const item = (id: number, kind: string, more = ''): number[] =>
  full('infe', 2, [...be16(id), 0, 0, ...text(kind), 0, ...text(more)]);

/** `where` of the metadata items: in the file's data or in the metadata box itself. */
export function heic({ where = 'file' as 'file' | 'idat', brand = 'heic' } = {}): Uint8Array {
  const picture = text('PICTURE-PIXELS');
  const exif = [0, 0, 0, 0, ...tiff(6)];
  const xmp = text('<x:xmpmeta>XMP-51.5007N</x:xmpmeta>');
  const ftyp = box('ftyp', [...text(brand), ...be32(0), ...text('mif1'), ...text(brand === 'heic' ? 'heic' : brand)]);
  const build = (dataAt: number): number[] => {
    const method = where === 'idat' ? 1 : 0;
    const start = where === 'idat' ? 0 : dataAt + picture.length;
    const place = (id: number, how: number, offset: number, length: number) => [
      ...be16(id),
      ...be16(how),
      ...be16(0),
      ...be16(1),
      ...be32(offset),
      ...be32(length),
    ];
    const iloc = full('iloc', 1, [
      0x44,
      0x00,
      ...be16(3),
      ...place(1, 0, dataAt, picture.length),
      ...place(2, method, start, exif.length),
      ...place(3, method, start + exif.length, xmp.length),
    ]);
    const iinf = full('iinf', 0, [
      ...be16(3),
      ...item(1, 'hvc1'),
      ...item(2, 'Exif'),
      ...item(3, 'mime', 'application/rdf+xml'),
    ]);
    const idat = where === 'idat' ? box('idat', [...exif, ...xmp]) : [];
    return full('meta', 0, [...full('hdlr', 0, text('pict')), ...iinf, ...iloc, ...idat]);
  };
  const dataAt = ftyp.length + build(0).length + 8;
  const data = box('mdat', where === 'idat' ? picture : [...picture, ...exif, ...xmp]);
  return Uint8Array.from([...ftyp, ...build(dataAt), ...data, ...box('uuid', text('0123456789abcdefCOMMENT-home'))]);
}

/** A HEIC whose Exif item claims its places over and over: `each` is one item's record in the list of places. */
export function heicOfManyPlaces(widths: [number, number], each: number[], times: number): Uint8Array {
  const list = new Array<number[]>(times).fill(each).flat();
  const iloc = full('iloc', 1, [...widths, ...be16(0xffff)].concat(list));
  const iinf = full('iinf', 0, [...be16(1), ...item(2, 'Exif')]);
  const meta = full('meta', 0, iinf.concat(iloc));
  return Uint8Array.from(box('ftyp', [...text('heic'), ...be32(0)]).concat(meta));
}

/** How the bytes read as Latin-1, to look for words in them. */
export const readable = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');
