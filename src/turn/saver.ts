import type { CommitOutcome, Commits, TurnCommit } from './ports';

/** Turns that are ready together share one transaction, at most this many. */
const GROUP = 64;

interface Ready {
  turn: TurnCommit;
  resolve(outcome: CommitOutcome): void;
  reject(error: unknown): void;
}

export type Save = (turn: TurnCommit) => Promise<CommitOutcome>;

/**
 * Station 10, save. While one group is on its way to the store, the turns of other conversations that become ready gather
 * for the next. If a group does not fit, its turns are committed one by one, so that only the one at fault is a conflict.
 */
export function createSaver(commits: Commits, owner: string, inFlight = 1): Save {
  const ready: Ready[] = [];
  let running = 0;

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
    running += 1;
    while (ready.length) await commitGroup(ready.splice(0, GROUP));
    running -= 1;
  }

  return (turn) =>
    new Promise((resolve, reject) => {
      ready.push({ turn, resolve, reject });
      // A moment's patience: what becomes ready in this tick of the event loop joins the same group.
      if (running < inFlight) setImmediate(() => void (running < inFlight && ready.length ? pump() : undefined));
    });
}
