import { createHmac } from 'node:crypto';

/** Hex digits as letters: a run of digits would be taken for a card's or a phone's. */
const letters = (hex: string): string =>
  hex.replace(/[0-9a-f]/g, (digit) => 'abcdefghijklmnop'.charAt(parseInt(digit, 16)));

/**
 * Seals one-time codes: `otp:` and a keyed hash, the same in every process with the same secret. A code has only 24 bits,
 * so without the key its hash is of no use to whoever reads the store, and with another secret no code of before fits.
 */
export function createCodeSeal(secret: string): (code: string) => string {
  const key = createHmac('sha256', secret).update('redress one-time codes').digest();
  return (code) => `otp:${letters(createHmac('sha256', key).update(code).digest('hex').slice(0, 32))}`;
}
