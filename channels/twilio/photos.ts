import type { StoredAttachment, StorePhoto, Thread } from '../../src/channel';
import { fetchMedia } from './fetch-media';
import type { Credentials } from './rest';
import { rebased } from './rebased';
import type { TwilioSettings } from './settings';

export interface PhotoParts {
  settings: TwilioSettings;
  credentials: () => Credentials;
  storePhoto: StorePhoto;
  clock: () => Date;
}

/** Photos for one case. */
const MOST = 5;
/** All photos of a message together: Twilio waits 15 s for its answer. */
const PATIENCE_MS = 8_000;
const API = 'https://api.twilio.com';

/** Media of this account, at the API. */
const isOurs = (url: URL, { accountSid }: TwilioSettings): boolean => url.pathname.includes(`/Accounts/${accountSid}/`);

/**
 * Fetches the photos of a message and stores them, before the message is admitted. What is no photo, too large, elsewhere
 * or late is left out: the message itself must not be lost over it.
 */
export function createPhotos({ settings, credentials, storePhoto, clock }: PhotoParts) {
  const api = new URL(rebased(`${API}/`, settings));

  async function fetchOne(given: string, signal: AbortSignal): Promise<Buffer | null> {
    const there = rebased(given, settings);
    if (!URL.canParse(there)) return null;
    const url = new URL(there);
    return isOurs(url, settings) ? fetchMedia(url, api, credentials(), signal) : null;
  }

  return async (media: { url: string; contentType: string }[], thread: Thread): Promise<StoredAttachment[]> => {
    const wanted = media.filter(({ contentType }) => contentType.startsWith('image/')).slice(0, MOST);
    if (!wanted.length) return [];
    const signal = AbortSignal.timeout(PATIENCE_MS);
    const fetched = await Promise.all(wanted.map(({ url }) => fetchOne(url, signal).catch(() => null)));
    const stored: StoredAttachment[] = [];
    for (const bytes of fetched) {
      if (!bytes) continue;
      const outcome = await storePhoto({ thread, name: 'photo', bytes, at: clock() });
      if (outcome.ok) stored.push(outcome.attachment);
    }
    return stored;
  };
}
