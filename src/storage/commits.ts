import type { mongo } from 'mongoose';
import { DELIVERY_STATUSES, threadKey, type DeliveryReport, type DeliveryStatus, type Outgoing } from '../channel';
import type { Change } from '../domain/change';
import type { LogEntry } from '../domain/log-entry';
import type { RefundCase } from '../domain/refund-case';
import type { CommitOutcome, Commits, TurnCommit } from '../turn/ports';
import type { Doc, Store } from './connect';
import { isDuplicateKey, isStoreAway, whileStoreIsThere } from './failures';
import { inboxDoc } from './inbox';
import { SCHEMA_VERSION } from './models';
import { at } from './positions';

type Session = { session: mongo.ClientSession };

/** Thrown inside the transaction to leave it when a version did not fit. */
class Misfit extends Error {}

export const logDoc = (entry: LogEntry): Doc => ({
  _id: at(entry.stream, entry.seq),
  client: entry.client,
  schemaVersion: SCHEMA_VERSION,
  stream: entry.stream,
  seq: entry.seq,
  at: entry.at,
  type: entry.type,
  actor: entry.actor,
  data: entry.data,
});

const rankOf = (status: DeliveryStatus): number => DELIVERY_STATUSES.indexOf(status);

/** When another process may send a message in place of the one that committed it, in milliseconds after the commit. */
const GRACE_MS = 30_000;

/** Forward only: a report that comes late changes nothing. */
function reportUpdate({ status, providerId, code, ...rest }: DeliveryReport): mongo.AnyBulkWriteOperation<Doc> {
  const rank = rankOf(status);
  const fields = { status, rank, ...(providerId ? { providerId } : {}), ...(code ? { code } : {}) };
  const filter = { _id: at(threadKey(rest), rest.seq), rank: { $lt: rank } };
  return { updateOne: { filter, update: { $set: fields, $unset: { due: '' as const } } } };
}

const outboxDoc = (message: Outgoing, push: boolean): Doc => ({
  _id: at(threadKey(message), message.seq),
  client: message.client,
  schemaVersion: SCHEMA_VERSION,
  // On a channel whose customers read our feed the commit is the send; on the others the outbox has it to do.
  rank: rankOf(push ? 'queued' : 'sent'),
  status: push ? 'queued' : 'sent',
  ...(push ? { due: new Date(message.at.getTime() + GRACE_MS), attempts: 0 } : {}),
  message,
});

/** An empty list must not reach the unique index: MongoDB would index it as null, and the second one would collide. */
export const caseDoc = (one: RefundCase): Doc => ({
  _id: `${one.client}/${one.caseNo}`,
  client: one.client,
  schemaVersion: SCHEMA_VERSION,
  caseNo: one.caseNo,
  version: one.version,
  status: one.status,
  orderNo: one.orderNo,
  threads: one.conversations.map(threadKey),
  ...(one.contact ? { contact: one.contact } : {}),
  ...(one.claims.length ? { claims: one.claims } : {}),
  case: one,
  createdAt: one.createdAt,
  updatedAt: one.updatedAt,
});

function conversationUpdate(
  { expects, record, leaseUntil }: TurnCommit,
  owner: string,
): mongo.AnyBulkWriteOperation<Doc> {
  const { place, thread, version: _version, lastInAt, remindAt, ...rest } = record;
  const fields = {
    ...rest,
    ...(lastInAt ? { lastInAt } : {}),
    ...(remindAt ? { remindAt } : {}),
    lease: { owner, until: leaseUntil },
  };
  const set = { $set: { ...fields, version: expects + 1 }, ...(remindAt ? {} : { $unset: { remindAt: '' as const } }) };
  if (expects > 0)
    return { updateOne: { filter: { _id: thread, version: expects, 'lease.owner': owner }, update: set } };
  // A new conversation travels in the same command; if it is no longer new, the upsert meets its _id and the commit is a conflict.
  const born = { $set: { ...fields, ...place, schemaVersion: SCHEMA_VERSION, version: 1 } };
  return { updateOne: { filter: { _id: thread, version: 0 }, update: born, upsert: true } };
}

const caseWrite = (change: Change & { kind: 'case' }): mongo.AnyBulkWriteOperation<Doc> =>
  change.expects === null
    ? { insertOne: { document: caseDoc(change.after) } }
    : {
        replaceOne: {
          filter: { _id: `${change.after.client}/${change.after.caseNo}`, version: change.expects },
          replacement: caseDoc(change.after),
        },
      };

/** The one function through which log entries reach the store. */
export async function appendLog(store: Store, entries: LogEntry[], options: Session): Promise<void> {
  if (entries.length) await store.collection('log').insertMany(entries.map(logDoc), { ...options, ordered: true });
}

async function writeAll(
  collection: mongo.Collection<Doc>,
  writes: mongo.AnyBulkWriteOperation<Doc>[],
  options: Session,
): Promise<void> {
  if (!writes.length) return;
  const result = await collection.bulkWrite(writes, { ...options, ordered: true });
  if (result.insertedCount + result.matchedCount + result.upsertedCount !== writes.length) throw new Misfit();
}

/** Writes case changes; refuses with Misfit when a version read is no longer the one stored. */
export const writeCases = (store: Store, changes: Change[], options: Session): Promise<void> =>
  writeAll(store.collection('cases'), changes.filter((one) => one.kind === 'case').map(caseWrite), options);

/** Runs `work` in one transaction, without a habit of retrying: a conflict is an answer here. */
export async function inTransaction(store: Store, work: (options: Session) => Promise<void>): Promise<CommitOutcome> {
  const session = store.connection.getClient().startSession();
  try {
    session.startTransaction({ writeConcern: { w: 'majority' } });
    await work({ session });
    await session.commitTransaction();
    return 'committed';
  } catch (error) {
    if (session.inTransaction()) await session.abortTransaction().catch(() => undefined);
    if (error instanceof Misfit || isDuplicateKey(error)) return 'conflict';
    const label = (error as { hasErrorLabel?: (label: string) => boolean }).hasErrorLabel?.(
      'TransientTransactionError',
    );
    if (label && !isStoreAway(error)) return 'conflict';
    throw error;
  } finally {
    await session.endSession();
  }
}

/** Station 10: state, log entries, outgoing messages and case changes together. `pushes` tells channels that are sent to. */
export function createCommits(store: Store, pushes: (channel: string) => boolean): Commits {
  async function write(turns: TurnCommit[], owner: string, options: Session): Promise<void> {
    const conversations = turns.map((turn) => conversationUpdate(turn, owner));
    await writeAll(store.collection('conversations'), conversations, options);
    await writeCases(
      store,
      turns.flatMap(({ changes }) => changes),
      options,
    );
    const handoffs = turns.flatMap(({ changes }) => changes).filter((one) => one.kind === 'handoff');
    if (handoffs.length) {
      const docs = handoffs.map(({ handoff }) => ({
        _id: handoff.id,
        client: handoff.client,
        schemaVersion: SCHEMA_VERSION,
        status: handoff.status,
        askedAt: handoff.askedAt,
        handoff,
      }));
      await store.collection('handoffs').insertMany(docs, options);
    }
    await appendLog(
      store,
      turns.flatMap(({ entries }) => entries),
      options,
    );
    const outgoing = turns
      .flatMap((turn) => turn.outgoing)
      .map((message) => outboxDoc(message, pushes(message.channel)));
    if (outgoing.length) await store.collection('outbox').insertMany(outgoing, options);
    const reports = turns.flatMap((turn) => turn.reports).map(reportUpdate);
    if (reports.length) await store.collection('outbox').bulkWrite(reports, options);
  }
  return {
    commit: (turns, owner) => whileStoreIsThere(() => inTransaction(store, (options) => write(turns, owner, options))),
    commitEvent: ({ changes, entries, announcements }) =>
      whileStoreIsThere(() =>
        inTransaction(store, async (options) => {
          await writeCases(store, changes, options);
          await appendLog(store, entries, options);
          if (announcements.length) await store.collection('inbox').insertMany(announcements.map(inboxDoc), options);
        }),
      ),
  };
}
