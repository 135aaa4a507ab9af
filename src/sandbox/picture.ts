/** Pictures a browser shows that can hold no script. */
const TYPES = /^image\/(png|jpeg|gif|webp|avif|heic)$/;

const MAGIC: [string, RegExp][] = [
  ['image/png', /^\x89PNG/],
  ['image/jpeg', /^\xff\xd8\xff/],
  ['image/gif', /^GIF8/],
  ['image/webp', /^RIFF[\s\S]{4}WEBP/],
];

export const isPicture = (contentType: string): boolean => TYPES.test(contentType);

/** What a file's first bytes say it is. */
export const pictureType = (bytes: Buffer): string =>
  MAGIC.find(([, magic]) => magic.test(bytes.toString('latin1', 0, 16)))?.[0] ?? 'application/octet-stream';
