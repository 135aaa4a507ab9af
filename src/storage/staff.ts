import type { Actor } from '../domain/log-entry';
import type { StaffAccount, StaffMember } from '../domain/staff';
import type { StaffEvent } from '../domain/staff-event';
import type { People, PersonCommit } from '../intake/ports-people';
import type { Doc, Store } from './connect';
import { pageOf, readCursor } from './cursor';
import { whileStoreIsThere } from './failures';
import { SCHEMA_VERSION } from './models';
import { after, at } from './positions';
import { createReadById } from './read-together';
import { revocation, tokenDoc } from './staff-tokens';
import { inTransaction } from './transaction';

const place = ({ provider, team, user }: StaffAccount): string => `${provider}|${team}|${user}`;

/** Empty lists must not reach a unique index: MongoDB would index them as null. */
function staffDoc(member: StaffMember): Doc {
  const places = member.accounts.map(place);
  return {
    _id: `${member.client}/${member.id}`,
    client: member.client,
    schemaVersion: SCHEMA_VERSION,
    version: member.version,
    email: member.email,
    name: member.name,
    status: member.status,
    ...(places.length ? { places, accounts: places.map((one) => `${member.client}|${one}`) } : {}),
    member,
  };
}

const eventDoc = (event: StaffEvent): Doc => ({
  _id: at(`${event.client}/${event.staffId}`, event.seq),
  schemaVersion: SCHEMA_VERSION,
  ...event,
});

const fromEventDoc = ({ client, staffId, seq, at: when, by, what, details }: Doc): StaffEvent => ({
  client: client as string,
  staffId: staffId as string,
  seq: seq as number,
  at: when as Date,
  by: by as Actor,
  what: what as StaffEvent['what'],
  details: details as Record<string, unknown>,
});

const fromDoc = (doc: Doc): StaffMember => doc.member as StaffMember;
const isId = (position: unknown): position is string => typeof position === 'string';
const isSeq = (position: unknown): position is number => Number.isSafeInteger(position) && (position as number) >= 0;

/** More people than a desk has. */
const EVERYBODY = 1_000;

function writes(store: Store, { expects, after: member, event, mint, revoke, tell }: PersonCommit) {
  return inTransaction(store, async (transaction) => {
    const doc = staffDoc(member);
    if (expects === null) await transaction.insert('staff', [doc]);
    else await transaction.updateAll('staff', [{ q: { _id: doc._id, version: expects }, u: doc }]);
    await transaction.insert('staff_events', [
      { ...eventDoc(event), ...(tell ? { tell, tellAt: event.at, tellTried: 0 } : {}) },
    ]);
    if (mint) await transaction.insert('staff_tokens', [tokenDoc(mint)]);
    if (revoke) await transaction.updateAny('staff_tokens', [revocation(member, revoke, event.at)]);
  });
}

/** The `staff` and `staff_events` collections, and with every write the tokens that come or go with it. */
export function createPeople(store: Store): People {
  const staff = store.collection('staff');
  const events = store.collection('staff_events');
  const one = (filter: Record<string, unknown>): Promise<StaffMember | null> =>
    whileStoreIsThere(async () => {
      const doc = await staff.findOne(filter);
      return doc ? fromDoc(doc) : null;
    });
  // Asked for with every call of the staff API and every click at the desk.
  const read = createReadById(staff);
  return {
    find: (client, id) =>
      whileStoreIsThere(async () => {
        const doc = await read(`${client}/${id}`);
        return doc ? fromDoc(doc) : null;
      }),
    byEmail: (client, email) => one({ client, email }),
    byAccount: (account) =>
      whileStoreIsThere(async () => (await staff.find({ places: place(account) }).toArray()).map(fromDoc)),
    list: (client, { limit, cursor }) =>
      whileStoreIsThere(async () => {
        const from = readCursor(cursor, isId);
        const filter = { client, ...(from === null ? {} : { _id: { $gt: from } }) };
        const found = await staff
          .find(filter)
          .sort({ _id: 1 })
          .limit(limit + 1)
          .toArray();
        const { items, next } = pageOf(found, limit, ({ _id }) => _id);
        return { items: items.map(fromDoc), next };
      }),
    everybody: (client) =>
      whileStoreIsThere(async () => {
        const found = await staff.find({ client, status: { $ne: 'revoked' } }).sort({ name: 1 });
        return (await found.limit(EVERYBODY).toArray()).map(fromDoc);
      }),
    commit: (change) => whileStoreIsThere(async () => (await writes(store, change)) === 'committed'),
    events: (client, staffId, { limit, cursor }) =>
      whileStoreIsThere(async () => {
        const from = readCursor(cursor, isSeq) ?? 0;
        const found = await events
          .find({ _id: after(`${client}/${staffId}`, from) })
          .sort({ _id: 1 })
          .limit(limit + 1)
          .toArray();
        const { items, next } = pageOf(found, limit, ({ seq }) => seq);
        return { items: items.map(fromEventDoc), next };
      }),
  };
}
