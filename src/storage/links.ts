import { threadKey } from '../channel';
import type { Change } from '../domain/change';
import type { Link, Where } from '../domain/link';
import type { Doc, Store } from './connect';
import { whileStoreIsThere } from './failures';
import { SCHEMA_VERSION } from './models';
import type { Transaction } from './transaction';

const linkDoc = (link: Link): Doc => ({
  _id: `${link.client}/${link.id}`,
  client: link.client,
  schemaVersion: SCHEMA_VERSION,
  threads: [threadKey(link.from), threadKey(link.to)],
  standing: !link.undone,
  link,
});

/** A link is taken back once: the second try is a conflict. */
export async function writeLinks(transaction: Transaction, changes: Change[]): Promise<void> {
  const links = changes.filter((one) => one.kind === 'link');
  await transaction.insert(
    'links',
    links.filter(({ step }) => step === 'join').map(({ link }) => linkDoc(link)),
  );
  await transaction.updateAll(
    'links',
    links
      .filter(({ step }) => step === 'undo')
      .map(({ link }) => ({ q: { _id: `${link.client}/${link.id}`, standing: true }, u: linkDoc(link) })),
  );
}

/** Reads of links; they are written by turns alone. */
export function createLinks(store: Store) {
  const links = store.collection('links');
  return {
    /** Also one that was taken back; null: no such link. */
    find: (client: string, id: string): Promise<Link | null> =>
      whileStoreIsThere(async () => {
        const doc = await links.findOne({ _id: `${client}/${id}` });
        return (doc?.link as Link | undefined) ?? null;
      }),
    /** Those that stand, of one conversation. */
    of: (place: Where): Promise<Link[]> =>
      whileStoreIsThere(async () =>
        (
          await links
            .find({ threads: threadKey(place), standing: true })
            .limit(50)
            .toArray()
        ).map((doc) => doc.link as Link),
      ),
  };
}
