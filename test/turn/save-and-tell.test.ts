import type { Activity } from '../../src/channel';
import { AppError } from '../../src/errors';
import type { CommitOutcome, InboxEntry, TurnCommit } from '../../src/turn/ports';
import { saveAndTell } from '../../src/turn/save-and-tell';

const TOLD = { name: 'linked' } as Activity;
const aTurn = (tells?: Activity[]) => ({ record: { thread: 't' }, ...(tells ? { tells } : {}) }) as TurnCommit;
const numbered = [{ seq: 7 }] as InboxEntry[];

/** A receiver that numbers once, and again as often as `further` says that somebody was quicker. */
function parts(outcomes: CommitOutcome[], further = 0) {
  const commits: TurnCommit[][] = [];
  const saved: TurnCommit[] = [];
  let left = further;
  const save = saveAndTell((turn) => (saved.push(turn), Promise.resolve('committed')), {
    owner: 'me',
    commits: {
      commit: (turns) => (commits.push(turns), Promise.resolve(outcomes.shift() ?? 'committed')),
      commitEvent: () => Promise.resolve('committed'),
    },
    receiver: {
      announce: async (_activities, write) => {
        do if (await write(numbered)) return;
        while (left-- > 0);
        throw new AppError('Conflict', 'it does not fit');
      },
    },
  });
  return { save, commits, saved };
}

test('a turn that tells nobody goes the usual way', async () => {
  const { save, commits, saved } = parts([]);
  expect(await save(aTurn())).toBe('committed');
  expect([saved.length, commits.length]).toEqual([1, 0]);
});

test('what is told is numbered and written with the turn', async () => {
  const { save, commits, saved } = parts(['committed']);
  expect(await save(aTurn([TOLD]))).toBe('committed');
  expect(commits).toMatchObject([[{ announcements: numbered }]]);
  expect(saved).toEqual([]);
});

test('numbers that were taken meanwhile are taken anew, and the turn is written once', async () => {
  const { save, commits } = parts(['conflict', 'committed'], 1);
  expect(await save(aTurn([TOLD]))).toBe('committed');
  expect(commits).toHaveLength(2);
});

test('a turn that does not fit itself is a conflict, for the lane to compute again', async () => {
  const { save } = parts(['conflict']);
  expect(await save(aTurn([TOLD]))).toBe('conflict');
});

test('a store that is away is no conflict', async () => {
  const away = Object.assign(new Error('away'), { code: 'Unavailable' });
  const save = saveAndTell(() => Promise.resolve('committed'), {
    owner: 'me',
    commits: { commit: () => Promise.reject(away), commitEvent: () => Promise.reject(away) },
    receiver: { announce: async (_activities, write) => void (await write(numbered)) },
  });
  await expect(save(aTurn([TOLD]))).rejects.toBe(away);
});
