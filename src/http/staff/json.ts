import { firstOfTwo, needsTwo, type ApprovalRules } from '../../domain/approval';
import type { LogEntry } from '../../domain/log-entry';
import type { RefundCase } from '../../domain/refund-case';
import { caseFingerprint } from '../../intake/case-fingerprint';

export type Json = string | number | boolean | null | Json[] | { [name: string]: Json };

function objectToJson(value: object): Json {
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString();
  const fields = Object.entries(value).filter(([, one]) => one !== undefined);
  return Object.fromEntries(fields.map(([name, one]) => [name, toJson(one)]));
}

/** Plain JSON of whatever is stored: whole numbers beyond JavaScript's become strings of digits, dates ISO 8601. */
export function toJson(value: unknown): Json {
  if (typeof value === 'bigint') return value.toString();
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (typeof value === 'string' || typeof value === 'boolean') return value;
  if (Array.isArray(value)) return value.map(toJson);
  return typeof value === 'object' && value !== null ? objectToJson(value) : null;
}

/**
 * A case as the API shows it. What only the service needs (claims, versions, counters) stays inside; `more` is what is known
 * beside it.
 */
export function caseToJson(one: RefundCase, rules: ApprovalRules, more: object = {}): Json {
  const { caseNo, client, status, orderNo, kind, reason, requested, approved, destination, resolution } = one;
  const { decision, evidence, history, expectedAt, createdAt, updatedAt } = one;
  return toJson({
    caseNo,
    client,
    status,
    orderNo,
    conversations: one.conversations.map(({ conversation }) => conversation),
    kind,
    reason,
    lines: one.lines.map(({ sku, quantity, amount }) => ({ sku, quantity, amount })),
    requested,
    proposed: one.proposed ?? null,
    approved,
    approvals: { needed: needsTwo(one, rules) ? 2 : 1, by: firstOfTwo(one) },
    fingerprint: caseFingerprint(one),
    intake: one.intake ?? null,
    destination,
    resolution,
    decision,
    evidence,
    history,
    expectedAt: expectedAt ?? null,
    createdAt,
    updatedAt,
    ...more,
  });
}

export function entryToJson({ stream, seq, at, type, actor, data }: LogEntry): Json {
  return toJson({ stream, seq, at, type, actor, data });
}
