import { createHash } from 'node:crypto';
import { sniffImage } from '../domain/photo/sniff-image';
import { withoutLocation } from '../domain/photo/without-location';
import { redact } from '../domain/redaction';
import type { Photos, Place, StoredPhoto } from './ports';

/** Bytes of one photo (fixed by our interface; also Twilio's limit for images). */
export const MAX_PHOTO_BYTES = 5 * 1024 * 1024;
/** Photos for one case. */
export const MAX_PHOTOS = 5;
/** A photo that no case took counts against the next one for a day: an abandoned draft must not lock a conversation out. */
const LOOSE_FOR_MS = 86_400_000;
const LONGEST_NAME = 100;

export interface SentPhoto {
  thread: Place;
  name: string;
  bytes: Uint8Array;
  at: Date;
}

export type StoreOutcome = { ok: true; attachment: StoredPhoto } | { ok: false; problem: 'type' | 'size' | 'count' };

/** A file name as people may see and store it: no path, no control characters, no card number, not endless. */
export function photoName(given: string): string {
  const last = given.split(/[/\\]/).at(-1) ?? '';
  const plain = redact(last.replace(/[\p{Cc}\p{Cf}\p{Cs}]/gu, ' ').trim()).text;
  return [...plain].slice(0, LONGEST_NAME).join('') || 'photo';
}

async function store(photos: Photos, { thread, name, bytes, at }: SentPhoto): Promise<StoreOutcome> {
  if (bytes.length > MAX_PHOTO_BYTES) return { ok: false, problem: 'size' };
  const contentType = sniffImage(bytes);
  if (!contentType) return { ok: false, problem: 'type' };
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const known = await photos.find(thread, sha256);
  if (known) return { ok: true, attachment: known };
  const loose = await photos.loose(thread, new Date(at.getTime() - LOOSE_FOR_MS));
  if (loose >= MAX_PHOTOS) return { ok: false, problem: 'count' };
  const clean = withoutLocation(bytes, contentType);
  const photo = { thread, name: photoName(name), contentType, sha256, bytes: clean, at };
  return { ok: true, attachment: await photos.save(photo) };
}

/**
 * Gives the function that stores what a customer sends as evidence: a photo by its content, at most 5 MB, at most five
 * that wait for their case, each once, without location data. It resolves when the photo is safe. Photos of one thread
 * are taken one after the other, so that two at once are counted as two.
 */
export function createStorePhoto(photos: Photos): (sent: SentPhoto) => Promise<StoreOutcome> {
  const busy = new Map<string, Promise<unknown>>();
  return (sent) => {
    const { client, channel, conversation } = sent.thread;
    const key = `${client}/${channel}/${conversation}`;
    const before = busy.get(key) ?? Promise.resolve();
    const result = before.then(() => store(photos, sent));
    const settled = result.catch(() => undefined).then(() => void (busy.get(key) === settled && busy.delete(key)));
    busy.set(key, settled);
    return result;
  };
}
