import type { CommitOutcome, Commits } from './ports';
import type { Receiver } from './receive';
import type { Save } from './saver';

/**
 * Saves a turn that has something to tell other conversations in one transaction with what it tells them, so that they
 * hear of it exactly once, whatever ends in between. Other turns go the usual way, in groups.
 */
export function saveAndTell(
  save: Save,
  { receiver, commits, owner }: { receiver: Pick<Receiver, 'announce'>; commits: Commits; owner: string },
): Save {
  return async (turn) => {
    const { tells = [] } = turn;
    if (tells.length === 0) return save(turn);
    const done: CommitOutcome[] = [];
    try {
      await receiver.announce(tells, async (announcements) => {
        const outcome = await commits.commit([{ ...turn, announcements }], owner);
        done.push(outcome);
        return outcome === 'committed';
      });
    } catch (error) {
      if ((error as { code?: string }).code !== 'Conflict') throw error;
    }
    return done.at(-1) ?? 'conflict';
  };
}
