import { DELIVERY_STATUSES, threadKey, type DeliveryStatus, type Outgoing } from '../channel';
import type { Handoff } from '../domain/handoff';
import type { LogEntry } from '../domain/log-entry';
import type { RefundCase } from '../domain/refund-case';
import type { Doc } from './connect';
import { SCHEMA_VERSION } from './models';
import { at } from './positions';

/** When another process may send a message in place of the one that committed it, in milliseconds after the commit. */
const GRACE_MS = 30_000;

/** Where a delivery status stands in the order in which statuses move. */
export const rankOf = (status: DeliveryStatus): number => DELIVERY_STATUSES.indexOf(status);

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

export const outboxDoc = (message: Outgoing, push: boolean): Doc => ({
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

export const handoffDoc = (handoff: Handoff): Doc => ({
  _id: handoff.id,
  client: handoff.client,
  schemaVersion: SCHEMA_VERSION,
  thread: threadKey(handoff),
  status: handoff.status,
  team: handoff.team,
  ...(handoff.owner ? { owner: handoff.owner.staffId } : {}),
  ...(handoff.dueAt ? { dueAt: handoff.dueAt } : {}),
  askedAt: handoff.askedAt,
  closedAt: handoff.closedAt,
  version: handoff.version,
  // Whatever shows it has to catch up; who does so takes this away.
  behind: true,
  handoff,
});
