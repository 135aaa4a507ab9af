import { createGathering } from './gathering';
import type { CommitOutcome, Commits, TurnCommit } from './ports';

/** Turns that are ready together share one transaction, at most this many. */
const GROUP = 64;

interface Ready {
  turn: TurnCommit;
  resolve(outcome: CommitOutcome): void;
  reject(error: unknown): void;
}

const tick = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

export type Save = (turn: TurnCommit) => Promise<CommitOutcome>;

/**
 * Station 10, save. While one group is on its way to the store, the turns of other conversations that become ready gather
 * for the next, and it waits a moment for those that are about to be: `underWay` tells how many conversations have a turn in
 * the works, those whose turn is ready among them. If a group does not fit, its turns are committed one by one, so that
 * only the one at fault is a conflict.
 */
export function createSaver(commits: Commits, owner: string, underWay: () => number = () => 0): Save {
  const ready: Ready[] = [];
  const gathering = createGathering(() => ready.length >= Math.min(GROUP, underWay()));
  let running = false;

  async function oneByOne(group: Ready[]): Promise<void> {
    for (const one of group) await commitGroup([one]);
  }

  async function commitGroup(group: Ready[]): Promise<void> {
    try {
      const outcome = await commits.commit(
        group.map(({ turn }) => turn),
        owner,
      );
      if (outcome === 'conflict' && group.length > 1) return await oneByOne(group);
      for (const one of group) one.resolve(outcome);
    } catch (error) {
      if (group.length > 1 && (error as { code?: string }).code !== 'Unavailable') return oneByOne(group);
      for (const one of group) one.reject(error);
    }
  }

  async function pump(): Promise<void> {
    running = true;
    while (ready.length) {
      await gathering.all();
      await commitGroup(ready.splice(0, GROUP));
      // The lanes whose turns these were go on first: only then is it known who is still at work.
      await tick();
    }
    running = false;
  }

  return (turn) =>
    new Promise((resolve, reject) => {
      ready.push({ turn, resolve, reject });
      gathering.more();
      // What becomes ready in this tick of the event loop joins the same group.
      if (!running) setImmediate(() => void (!running && ready.length ? pump() : undefined));
    });
}
