import type { RefundCase } from '../domain/refund-case';
import type { StaffMember } from '../domain/staff';
import { AppError } from '../errors';
import { caseEntry, commitCase } from '../intake/commit-case';
import type { Announcer, Cases } from '../intake/ports';

const TRIES = 4;

/**
 * Logs on a case's own stream that somebody looked at the full data behind it. The record counts its entries, so it gets a
 * new version, and nothing that is decided changes. Throws AppError `Conflict` when the case keeps changing meanwhile.
 */
export async function caseOpened(
  { cases, line }: { cases: Pick<Cases, 'find'>; line: Announcer },
  { client, caseNo }: RefundCase,
  { id, name }: StaffMember,
  at: Date,
): Promise<void> {
  for (let tries = 0; tries < TRIES; tries++) {
    const before = await cases.find(client, caseNo);
    if (!before) return;
    const entry = caseEntry(before, { actor: { type: 'staff', id }, at, data: { action: 'opened', name } });
    const after = { ...before, version: before.version + 1 };
    if (await commitCase(line, before, after, { ...entry, type: 'handoff' }, false)) return;
  }
  throw new AppError('Conflict', 'the case is being changed by somebody else; try again');
}
