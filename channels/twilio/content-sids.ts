import type { Logger } from '../../src/logger';
import type { Api } from './api';
import type { Dressed } from './contents';
import type { Contents } from './ports';

export interface ContentSidParts {
  client: string;
  accountSid: string;
  api: Pick<Api, 'createContent'>;
  contents: Contents;
  clock: () => Date;
  logger: Logger;
}

export interface ContentSids {
  /** The resource's SID, made with the first use; null while it cannot be had, and nobody waits for the reason. */
  sidOf(dressed: Dressed): Promise<string | null>;
  /** Twilio would not send with it: it is not used again for a while, and then made anew. */
  distrust(dressed: Pick<Dressed, 'hash'>): Promise<void>;
  /** WhatsApp did not take one, nobody says which: for a while all choices are numbers. */
  rest(): void;
}

/** A resource that could not be made or sent is left alone for this long, in milliseconds: choices are numbers meanwhile. */
const REST_MS = 600_000;

/** Remembers which resource is which at Twilio: in this process, and in the store for all of them. */
export function createContentSids(parts: ContentSidParts): ContentSids {
  const { api, contents, clock, logger } = parts;
  const known = new Map<string, string>();
  const making = new Map<string, Promise<string | null>>();
  const resting = new Map<string, number>();
  let restingAll = 0;
  const key = (hash: string): string => `${parts.client}/${parts.accountSid}/${hash}`;

  async function made({ hash, resource }: Dressed): Promise<string | null> {
    try {
      const sid =
        (await contents.find(key(hash))) ?? (await contents.keep(key(hash), await api.createContent(resource)));
      known.set(hash, sid);
      return sid;
    } catch (error) {
      const { code, name } = error as { code?: string; name?: string };
      logger.warn({ station: 'deliver', channel: 'whatsapp', err: code ?? name }, 'buttons cannot be had');
      resting.set(hash, clock().getTime() + REST_MS);
      return null;
    }
  }

  return {
    sidOf: async (dressed) => {
      const { hash } = dressed;
      if (Math.max(restingAll, resting.get(hash) ?? 0) > clock().getTime()) return null;
      const sid = known.get(hash);
      if (sid !== undefined) return sid;
      const work = making.get(hash) ?? made(dressed).finally(() => making.delete(hash));
      making.set(hash, work);
      return work;
    },
    rest: () => {
      restingAll = clock().getTime() + REST_MS;
    },
    distrust: async ({ hash }) => {
      known.delete(hash);
      resting.set(hash, clock().getTime() + REST_MS);
      await contents.forget(key(hash)).catch(() => undefined);
    },
  };
}
