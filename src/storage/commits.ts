import { randomUUID } from 'node:crypto';
import { threadKey } from '../channel';
import type { Change } from '../domain/change';
import type { LogEntry } from '../domain/log-entry';
import type { Notice } from '../domain/notice';
import type { Commits, Settled, TurnCommit } from '../turn/ports';
import type { Store } from './connect';
import { caseDoc, handoffDoc, logDoc, outboxDoc, rankOf } from './documents';
import { whileStoreIsThere } from './failures';
import { inboxDoc } from './inbox';
import { writeLinks } from './links';
import { SCHEMA_VERSION } from './models';
import { noticeUpdate } from './notices';
import { writeCodes } from './one-time-codes';
import { at } from './positions';
import { inTransaction, type Transaction, type UpdateStatement } from './transaction';

function conversationUpdate({ expects, record, leaseUntil }: TurnCommit, owner: string): UpdateStatement {
  const { place, thread, version: _version, remindAt, handoff, astray = [], ...rest } = record;
  const there = {
    ...(remindAt ? { remindAt } : {}),
    ...(handoff ? { handoff } : {}),
    ...(astray.length ? { astray } : {}),
  };
  const fields = { ...rest, ...there, lease: { owner, until: leaseUntil } };
  const gone = Object.fromEntries(
    ['remindAt', 'handoff', 'astray'].filter((name) => !(name in there)).map((name) => [name, '']),
  );
  const forget = Object.keys(gone).length ? { $unset: gone } : {};
  if (expects > 0) {
    const set = { $set: { ...fields, version: expects + 1 }, ...forget };
    return { q: { _id: thread, version: expects, 'lease.owner': owner }, u: set };
  }
  // A new conversation travels in the same command; if it is no longer new, the upsert meets its _id and the commit is a conflict.
  const born = { $set: { ...fields, ...place, schemaVersion: SCHEMA_VERSION, version: 1 } };
  return { q: { _id: thread, version: 0 }, u: born, upsert: true };
}

/** Back into the outbox, which sends it again when it is due; what the provider called it before counts no more. */
function backUpdate({ due, providerId, code, ...rest }: Settled): UpdateStatement {
  const q = { _id: at(threadKey(rest), rest.seq), rank: { $lte: rankOf('sent') } };
  const fields = { status: 'queued', rank: rankOf('queued'), due, fresh: true, attempts: 0, ...(code ? { code } : {}) };
  const past = providerId ? { $addToSet: { past: providerId } } : {};
  return { q, u: { $set: fields, $unset: { providerId: '', ...(code ? {} : { code: '' }) }, ...past } };
}

/** Forward only: a report that comes late changes nothing. That the provider has queued it ends our own waiting. */
function reportUpdate(report: Settled): UpdateStatement {
  if (report.due) return backUpdate(report);
  const { status, providerId, code, ...rest } = report;
  const rank = rankOf(status);
  const fields = { status, rank, ...(providerId ? { providerId } : {}), ...(code ? { code } : {}) };
  const forward = { $or: [{ rank: { $lt: rank } }, { rank, due: { $exists: true } }] };
  const q = { _id: at(threadKey(rest), rest.seq), ...forward };
  return { q, u: { $set: fields, $unset: { due: '', fresh: '', ...(code ? {} : { code: '' }) } } };
}

/** The one function through which log entries reach the store. */
const appendLog = (transaction: Transaction, entries: LogEntry[]): Promise<void> =>
  transaction.insert('log', entries.map(logDoc));

/** New cases are inserted, so that a unit claimed twice is refused; others are replaced if they are still as they were read. */
async function writeCases(transaction: Transaction, changes: Change[]): Promise<void> {
  const cases = changes.filter((one) => one.kind === 'case');
  const opened = cases.filter(({ expects }) => expects === null);
  const moved = cases.filter(({ expects }) => expects !== null);
  await transaction.insert(
    'cases',
    opened.map(({ after }) => caseDoc(after)),
  );
  await transaction.updateAll(
    'cases',
    moved.map(({ expects, after }) => {
      const u = caseDoc(after);
      return { q: { _id: u._id, version: expects }, u };
    }),
  );
}

async function writeTurns(
  transaction: Transaction,
  turns: TurnCommit[],
  owner: string,
  { pushes, receipts }: { pushes: (channel: string) => boolean; receipts: (changes: Change[]) => Notice[] },
): Promise<void> {
  const changes = turns.flatMap((turn) => turn.changes);
  const handoffs = changes.filter((one) => one.kind === 'handoff').map(({ handoff }) => handoffDoc(handoff));
  const outgoing = turns.flatMap((turn) => turn.outgoing);
  await transaction.updateAll(
    'conversations',
    turns.map((turn) => conversationUpdate(turn, owner)),
  );
  await writeCases(transaction, changes);
  await writeCodes(transaction, changes);
  await writeLinks(transaction, changes);
  // A handoff belongs to its conversation's lane, whose version was checked above: nobody else writes it meanwhile.
  await transaction.updateAny(
    'handoffs',
    handoffs.map((u) => ({ q: { _id: u._id }, u, upsert: true })),
  );
  await appendLog(
    transaction,
    turns.flatMap(({ entries }) => entries),
  );
  await transaction.insert(
    'outbox',
    outgoing.map((message) => outboxDoc(message, pushes(message.channel))),
  );
  await transaction.updateAny('outbox', turns.flatMap(({ reports }) => reports).map(reportUpdate));
  await transaction.updateAny('notices', receipts(changes).map(noticeUpdate));
  await transaction.insert('inbox', turns.flatMap(({ announcements = [] }) => announcements).map(inboxDoc));
}

/** Threads at the desk about these cases show something old. Its failure is nobody's: what is clicked there is checked anyway. */
async function ageThreads(store: Store, changes: Change[]): Promise<void> {
  const threads = changes.flatMap((one) => (one.kind === 'case' ? one.after.conversations.map(threadKey) : []));
  if (!threads.length) return;
  const handoffs = store.collection('handoffs');
  const old = { behind: true, aged: randomUUID() };
  await handoffs.updateMany({ thread: { $in: threads } }, { $set: old }).catch(() => undefined);
}

/**
 * Station 10: state, log entries, outgoing messages and case changes together. `pushes` tells channels that are sent to;
 * `receipts` what is to be kept by the customer of what a turn changed.
 */
export function createCommits(
  store: Store,
  pushes: (channel: string) => boolean,
  receipts: (changes: Change[]) => Notice[] = () => [],
): Commits {
  return {
    commit: (turns, owner) =>
      whileStoreIsThere(() =>
        inTransaction(store, (transaction) => writeTurns(transaction, turns, owner, { pushes, receipts })),
      ),
    commitEvent: ({ changes, entries, announcements, notices = [] }) =>
      whileStoreIsThere(async () => {
        const outcome = await inTransaction(store, async (transaction) => {
          await writeCases(transaction, changes);
          await appendLog(transaction, entries);
          await transaction.insert('inbox', announcements.map(inboxDoc));
          await transaction.updateAny('notices', notices.map(noticeUpdate));
        });
        if (outcome === 'committed') await ageThreads(store, changes);
        return outcome;
      }),
  };
}
