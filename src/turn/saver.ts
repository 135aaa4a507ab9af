import { createGathering } from './gathering';
import type { CommitOutcome, Commits, TurnCommit } from './ports';

/** Turns that are ready together share one transaction, at most this many. */
const GROUP = 64;
/** Groups on their way at the same time: while one waits for the store, the next is put together and sent. */
const AT_ONCE = 2;

interface Ready {
  turn: TurnCommit;
  resolve(outcome: CommitOutcome): void;
  reject(error: unknown): void;
}

export type Save = (turn: TurnCommit) => Promise<CommitOutcome>;

const tick = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/**
 * Station 10, save. Turns of different conversations that are ready together are committed together, and a group waits a
 * moment for those that are about to be: `underWay` tells how many conversations have a turn in the works, those that are
 * ready or on their way to the store among them. If a group does not fit, its turns are committed one by one, so that only
 * the one at fault is a conflict.
 */
export function createSaver(commits: Commits, owner: string, underWay: () => number = () => 0): Save {
  const ready: Ready[] = [];
  let onTheirWay = 0;
  let groups = 0;
  let pumping = false;
  const gathering = createGathering(() => ready.length >= Math.min(GROUP, underWay() - onTheirWay));

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

  async function send(group: Ready[]): Promise<void> {
    groups += 1;
    onTheirWay += group.length;
    await commitGroup(group);
    groups -= 1;
    onTheirWay -= group.length;
    // The lanes whose turns these were go on first: only then is it known who is still at work.
    await tick();
    void pump();
  }

  async function pump(): Promise<void> {
    if (pumping) return;
    pumping = true;
    while (ready.length && groups < AT_ONCE) {
      await gathering.all();
      void send(ready.splice(0, GROUP));
    }
    pumping = false;
  }

  return (turn) =>
    new Promise((resolve, reject) => {
      ready.push({ turn, resolve, reject });
      gathering.more();
      // What becomes ready in this tick of the event loop joins the same group.
      setImmediate(() => void pump());
    });
}
