import type { StoredAttachment, Thread } from '../../src/channel';

/** Where the app is installed: one record for each workspace or organisation, its content sealed by us. */
export interface Installations {
  save(key: string, sealed: string): Promise<void>;
  find(key: string): Promise<string | null>;
  remove(key: string): Promise<void>;
  keys(): Promise<string[]>;
}

/** Stores one photo; it counts only once this resolves. */
export type StorePhoto = (photo: {
  thread: Thread;
  name: string;
  bytes: Buffer;
  at: Date;
}) => Promise<{ ok: true; attachment: StoredAttachment } | { ok: false; problem: 'type' | 'size' | 'count' }>;
