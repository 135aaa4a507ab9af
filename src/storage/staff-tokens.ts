import type { StaffMember } from '../domain/staff';
import type { StaffToken } from '../domain/staff-token';
import type { PersonCommit, StaffTokens } from '../intake/ports-people';
import type { Doc, Store } from './connect';
import { whileStoreIsThere } from './failures';
import { SCHEMA_VERSION } from './models';
import { createReadById } from './read-together';
import type { UpdateStatement } from './transaction';

export const tokenDoc = ({ token, hash }: NonNullable<PersonCommit['mint']>): Doc => ({
  _id: hash,
  schemaVersion: SCHEMA_VERSION,
  ...token,
});

/** Ends one token of a person, or all that are not over yet. */
export const revocation = (
  { client, id }: StaffMember,
  revoke: NonNullable<PersonCommit['revoke']>,
  at: Date,
): UpdateStatement => ({
  q: { client, staffId: id, revokedAt: { $exists: false }, ...(revoke === 'all' ? {} : { id: revoke.id }) },
  u: { $set: { revokedAt: at } },
  multi: true,
});

const fromDoc = (doc: Doc): StaffToken => ({
  id: doc.id as string,
  client: doc.client as string,
  staffId: doc.staffId as string,
  createdAt: doc.createdAt as Date,
  expiresAt: doc.expiresAt as Date,
  ...(doc.revokedAt ? { revokedAt: doc.revokedAt as Date } : {}),
  ...(doc.lastUsedAt ? { lastUsedAt: doc.lastUsedAt as Date } : {}),
});

/** The `staff_tokens` collection. Minting and revoking are writes of the person's record (staff.ts). */
export function createStaffTokens(store: Store): StaffTokens {
  const tokens = store.collection('staff_tokens');
  const read = createReadById(tokens);
  /** Tokens whose use is being written down: one of many calls at once does it for all. */
  const noting = new Set<string>();
  return {
    byHash: (hash) =>
      whileStoreIsThere(async () => {
        const doc = await read(hash);
        return doc ? fromDoc(doc) : null;
      }),
    of: (client, staffId) =>
      whileStoreIsThere(async () =>
        (await tokens.find({ client, staffId }).sort({ createdAt: -1 }).limit(1_000).toArray()).map(fromDoc),
      ),
    used: (hash, at) =>
      whileStoreIsThere(async () => {
        if (noting.has(hash)) return;
        noting.add(hash);
        const noted = tokens.updateOne({ _id: hash }, { $max: { lastUsedAt: at } });
        await noted.finally(() => noting.delete(hash));
      }),
  };
}
