import type { Change } from '../domain/change';
import type { Handoff } from '../domain/handoff';

/**
 * The conversation's handoff after a turn, and the turn's changes with it. An open one moves on with every turn of its
 * conversation, whatever the turn was about: that is how the desk learns that there is more to show.
 */
export function keepHandoff(
  before: Handoff | null,
  changes: Change[],
  logSeq: number,
): { handoff: Handoff | null; changes: Change[] } {
  const others = changes.filter(({ kind }) => kind !== 'handoff');
  const latest = new Map<string, Handoff>(before ? [[before.id, before]] : []);
  for (const change of changes) if (change.kind === 'handoff') latest.set(change.handoff.id, change.handoff);
  const moved = [...latest.values()].map((one): Handoff => {
    const version = one.id === before?.id ? before.version + 1 : one.version;
    return { ...one, version, logSeq };
  });
  const open = moved.findLast(({ status }) => status !== 'closed') ?? null;
  return { handoff: open, changes: [...others, ...moved.map((handoff): Change => ({ kind: 'handoff', handoff }))] };
}
