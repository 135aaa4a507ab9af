import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

export interface Seal {
  close(text: string, about: string): string;
  /** Null for what was sealed with another secret, or about something else. */
  open(sealed: string, about: string): string | null;
}

const IV_BYTES = 12;
const TAG_BYTES = 16;

/** Encryption at rest: AES-256-GCM with a key derived from a secret; `about` binds a text to its record. */
export function createSeal(secret: string): Seal {
  const key = Buffer.from(hkdfSync('sha256', secret, '', 'redress slack installations', 32));
  return {
    close: (text, about) => {
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(about));
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64');
    },
    open: (sealed, about) => {
      const all = Buffer.from(sealed, 'base64');
      if (all.length < IV_BYTES + TAG_BYTES) return null;
      const decipher = createDecipheriv('aes-256-gcm', key, all.subarray(0, IV_BYTES))
        .setAAD(Buffer.from(about))
        .setAuthTag(all.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
      try {
        return Buffer.concat([decipher.update(all.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]).toString('utf8');
      } catch {
        return null;
      }
    },
  };
}
