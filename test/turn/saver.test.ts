import { createSaver } from '../../src/turn/saver';
import type { CommitOutcome, TurnCommit } from '../../src/turn/ports';

const aTurn = (thread: string) => ({ record: { thread } }) as TurnCommit;
const names = (turns: TurnCommit[]) => turns.map(({ record }) => record.thread);

function saverOver(decide: (group: string[]) => CommitOutcome | Error) {
  const groups: string[][] = [];
  const commit = async (turns: TurnCommit[]): Promise<CommitOutcome> => {
    groups.push(names(turns));
    await new Promise((resolve) => setTimeout(resolve, 2));
    const outcome = decide(names(turns));
    if (outcome instanceof Error) throw outcome;
    return outcome;
  };
  return { save: createSaver({ commit, commitEvent: () => Promise.resolve('committed') }, 'me'), groups };
}

test('turns that become ready while a group is on its way travel together in the next', async () => {
  const { save, groups } = saverOver(() => 'committed');
  const first = save(aTurn('a'));
  await new Promise((resolve) => setImmediate(resolve));
  await Promise.all([first, save(aTurn('b')), save(aTurn('c'))]);
  expect(groups).toEqual([['a'], ['b', 'c']]);
});

test('only the turn that does not fit is a conflict', async () => {
  const { save } = saverOver((group) => (group.includes('bad') ? 'conflict' : 'committed'));
  const outcomes = await Promise.all(['a', 'bad', 'c'].map((one) => save(aTurn(one))));
  expect(outcomes).toEqual(['committed', 'conflict', 'committed']);
});

test('a turn that cannot be written takes nobody with it', async () => {
  const { save } = saverOver((group) => (group.includes('bad') ? new Error('unwritable') : 'committed'));
  const outcomes = await Promise.allSettled(['a', 'bad', 'c'].map((one) => save(aTurn(one))));
  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
});

test('while the store is away the whole group is told at once', async () => {
  const away = Object.assign(new Error('away'), { code: 'Unavailable' });
  const { save, groups } = saverOver(() => away);
  await Promise.allSettled(['a', 'b'].map((one) => save(aTurn(one))));
  expect(groups).toEqual([['a', 'b']]);
});

test('two groups are on their way at once, and no third', async () => {
  const leave: (() => void)[] = [];
  const groups: string[][] = [];
  const commit = (turns: TurnCommit[]): Promise<CommitOutcome> => {
    groups.push(names(turns));
    return new Promise((resolve) => leave.push(() => resolve('committed')));
  };
  const save = createSaver({ commit, commitEvent: () => Promise.resolve('committed') }, 'me');
  const ticks = async (): Promise<void> => {
    for (let i = 0; i < 5; i++) await new Promise((resolve) => setImmediate(resolve));
  };
  const saved: Promise<CommitOutcome>[] = [];
  for (const one of ['a', 'b', 'c', 'd']) {
    saved.push(save(aTurn(one)));
    await ticks();
  }
  expect(groups).toEqual([['a'], ['b']]);
  leave.shift()?.();
  await ticks();
  expect(groups).toEqual([['a'], ['b'], ['c', 'd']]);
  leave.forEach((go) => go());
  expect(await Promise.all(saved)).toEqual(['committed', 'committed', 'committed', 'committed']);
});

describe('a group about to leave', () => {
  const leaving = (underWay: () => number) => {
    const groups: string[][] = [];
    const commit = (turns: TurnCommit[]): Promise<CommitOutcome> => {
      groups.push(names(turns));
      return Promise.resolve('committed');
    };
    return { save: createSaver({ commit, commitEvent: () => Promise.resolve('committed') }, 'me', underWay), groups };
  };
  const inAMoment = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 2));

  it('waits for the turns that are about to be ready', async () => {
    const { save, groups } = leaving(() => 3);
    const first = save(aTurn('a'));
    await inAMoment();
    await Promise.all([first, save(aTurn('b')), save(aTurn('c'))]);
    expect(groups).toEqual([['a', 'b', 'c']]);
  });

  it('leaves without those that take too long', async () => {
    const { save, groups } = leaving(() => 2);
    await save(aTurn('a'));
    await save(aTurn('slow'));
    expect(groups).toEqual([['a'], ['slow']]);
  });

  it('leaves at once when nobody else is at work', async () => {
    const { save, groups } = leaving(() => 1);
    const first = save(aTurn('a'));
    await new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
    expect(groups).toEqual([['a']]);
    await first;
  });
});
