import { threadKey } from '../channel';
import type { Consents, Reach } from '../intake/ports';
import type { Doc, Store } from './connect';
import { whileStoreIsThere } from './failures';
import { after } from './positions';
import { createReadById } from './read-together';

export interface ReachParts {
  consents: Pick<Consents, 'find'>;
  /** `Capabilities.window` of a channel. */
  window: (channel: string) => number | undefined;
}

/** How far back a failure still matters to whoever is about to write. */
const LATEST = 20;

const arrived = ({ status }: Doc): boolean => status === 'delivered' || status === 'read';
const missed = ({ status }: Doc): boolean => status === 'failed' || status === 'held';

/** Newest first. */
function failureIn(latest: Doc[]): { code: string; at: Date } | null {
  const last = latest.find((doc) => arrived(doc) || missed(doc));
  if (!last || arrived(last)) return null;
  return { code: (last.code as string | undefined) ?? 'failed', at: (last.message as { at: Date }).at };
}

/** Reads of what stands between us and a customer. */
export function createReach(store: Store, { consents, window }: ReachParts): Reach {
  const conversations = store.collection('conversations');
  const outbox = store.collection('outbox');
  // Asked for with every message to a channel that has a window.
  const read = createReadById(conversations, { lastInAt: 1 });
  const lastInAt: Reach['lastInAt'] = (place) =>
    whileStoreIsThere(async () => ((await read(threadKey(place)))?.lastInAt as Date | undefined) ?? null);

  return {
    lastInAt,
    reachability: async (place) => {
      const open = window(place.channel);
      const [consent, last, latest] = await Promise.all([
        consents.find(place),
        open === undefined ? null : lastInAt(place),
        whileStoreIsThere(() =>
          outbox
            .find({ _id: after(threadKey(place), 0) }, { projection: { status: 1, code: 1, 'message.at': 1 } })
            .sort({ _id: -1 })
            .limit(LATEST)
            .toArray(),
        ),
      ]);
      return {
        optedOut: consent?.optedOut ?? false,
        windowUntil: open === undefined ? null : new Date((last?.getTime() ?? 0) + open),
        failed: failureIn(latest),
      };
    },
  };
}
