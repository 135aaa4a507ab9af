import { MAX_PHOTO_BYTES, type StoredAttachment, type StorePhoto, type Thread } from '../../src/channel';
import type { SlackClient } from './client';
import { fileSchema } from './payloads';

/** Fixed by our interface: photos of one message. */
const MOST = 5;

interface Found {
  name: string;
  url: string;
}

/** Slack goes by the file's name, and calls a photo it does not know `binary`. */
const mayBePhoto = (type: string | null | undefined): boolean => !type || /^image\/|octet-stream$/i.test(type);

interface Described {
  name?: string | null | undefined;
  mimetype?: string | null | undefined;
  size?: number | null | undefined;
  url_private?: string | null | undefined;
}

const wanted = ({ name, mimetype, size, url_private: url }: Described): Found | null =>
  url && mayBePhoto(mimetype) && (size ?? 0) <= MAX_PHOTO_BYTES ? { name: name ?? 'photo', url } : null;

/**
 * Fetches the photos of a message and stores them, before the message is admitted. What is no photo, too large, elsewhere
 * or gone is left out: the message itself must not be lost over it.
 */
export function createPhotos(storePhoto: StorePhoto, clock: () => Date) {
  /** A file shared from another workspace says only its id. */
  async function described(client: SlackClient, raw: unknown): Promise<Found | null> {
    const file = fileSchema.safeParse(raw).data;
    if (file?.file_access !== 'check_file_info') return file ? wanted(file) : null;
    const { file: told } = await client.call('files.info', { file: file.id });
    return told ? wanted(told) : null;
  }

  async function fetched(client: SlackClient, raw: unknown): Promise<(Found & { bytes: Buffer }) | null> {
    const found = await described(client, raw).catch(() => null);
    const bytes = found && (await client.download(found.url));
    return found && bytes ? { ...found, bytes } : null;
  }

  return async (client: SlackClient, files: unknown[], thread: Thread): Promise<StoredAttachment[]> => {
    const all = await Promise.all(files.slice(0, MOST).map((raw) => fetched(client, raw)));
    const stored: StoredAttachment[] = [];
    for (const one of all) {
      if (!one) continue;
      const outcome = await storePhoto({ thread, name: one.name, bytes: one.bytes, at: clock() });
      if (outcome.ok) stored.push(outcome.attachment);
    }
    return stored;
  };
}
