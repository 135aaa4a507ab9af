/** Field names met lately, by a hash of their bytes: most come again, and a string at hand need not be made. */
const NAMES: string[] = new Array<string>(2048).fill('');
const isAscii = (text: string, bytes: Buffer, from: number): boolean => {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) !== bytes[from + i]) return false;
  return true;
};

/** The field name that stands between two places of a document; `hash` is any hash of its bytes. */
export function nameAt(bytes: Buffer, from: number, to: number, hash: number): string {
  const slot = hash & 2047;
  const known = NAMES[slot] as string;
  if (known.length === to - from && isAscii(known, bytes, from)) return known;
  const text = bytes.toString('utf8', from, to);
  if (text.length === to - from && text.length < 64) NAMES[slot] = text;
  return text;
}
