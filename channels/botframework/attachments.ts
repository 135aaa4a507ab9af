import { MAX_PHOTO_BYTES, type StoredAttachment, type StorePhoto, type Thread } from '../../src/channel';
import { bodyWithin } from '../../src/channel-calls';
import { isLoopbackName } from './loopback';
import type { OutboundToken } from './credentials';
import type { ServiceUrls } from './service-urls';

export interface PhotoParts {
  token: OutboundToken;
  serviceUrls: ServiceUrls;
  storePhoto: StorePhoto;
  clock: () => Date;
}

/** Fixed by our interface: photos of one message. */
const MOST = 5;
/** All photos of a message together: the channel waits 15 s for its answer. */
const PATIENCE_MS = 8_000;

/** A photo lies with the service that told of it, and nowhere else: our token goes to no other host. */
function isHere(url: string, service: URL): boolean {
  if (!URL.canParse(url)) return false;
  const { host, protocol, hostname, username } = new URL(url);
  const safe = protocol === 'https:' || (protocol === 'http:' && isLoopbackName(hostname));
  return safe && !username && host === service.host;
}

/**
 * Fetches the photos of a message and stores them, before the message is admitted. What is no photo, too large, elsewhere
 * or late is left out: the message itself must not be lost over it.
 */
export function createPhotos(parts: PhotoParts) {
  async function fetchOne(url: string, signal: AbortSignal): Promise<Buffer | null> {
    const bearer = await parts.token();
    const headers = bearer ? { authorization: `Bearer ${bearer}` } : {};
    const answer = await fetch(url, { headers, redirect: 'error', signal });
    return answer.ok ? bodyWithin(answer.body, MAX_PHOTO_BYTES) : null;
  }

  return async (
    files: { url: string; name: string }[],
    serviceUrl: string,
    thread: Thread,
  ): Promise<StoredAttachment[]> => {
    const service = parts.serviceUrls(serviceUrl);
    const wanted = service ? files.filter(({ url }) => isHere(url, service)).slice(0, MOST) : [];
    const signal = AbortSignal.timeout(PATIENCE_MS);
    const fetched = await Promise.all(wanted.map(({ url }) => fetchOne(url, signal).catch(() => null)));
    const stored: StoredAttachment[] = [];
    for (const [i, bytes] of fetched.entries()) {
      if (!bytes) continue;
      const outcome = await parts.storePhoto({ thread, name: wanted[i]?.name ?? 'photo', bytes, at: parts.clock() });
      if (outcome.ok) stored.push(outcome.attachment);
    }
    return stored;
  };
}
