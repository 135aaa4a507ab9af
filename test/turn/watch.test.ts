import { silentLogger } from '../../src/logger';
import { createWatch } from '../../src/turn/watch';
import type { InboxEntry } from '../../src/turn/ports';
import { anActivity } from '../helpers/an-activity';
import { memoryInbox } from '../helpers/memory-inbox';

interface Other {
  id: string;
  aliveAt: Date;
  admitted: number;
  handledTo: number;
  ended: boolean;
}

const start = new Date('2026-11-21T10:00:00Z');

function aWatch({ others, alone = false }: { others: Other[]; alone?: boolean }) {
  let now = start;
  const inbox = memoryInbox();
  const told = { nudged: [] as string[], offered: [] as number[], forgotten: [] as string[], buried: [] as string[] };
  const held = new Set<string>();
  const busy = new Set<string>();
  const watch = createWatch({
    inbox,
    instance: 'me',
    clock: () => now,
    logger: silentLogger,
    progress: () => ({ admitted: 0, handledTo: 0 }),
    alone,
    holds: (thread) => held.has(thread),
    settled: (thread) => !busy.has(thread),
    offer: ({ n }) => told.offered.push(n),
    nudge: (thread) => told.nudged.push(thread),
    instances: {
      beat: () => Promise.resolve(),
      others: () => Promise.resolve(others.filter(({ id }) => !told.forgotten.includes(id))),
      bury: (id) => Promise.resolve(void told.buried.push(id)),
      forget: (id) => Promise.resolve(void told.forgotten.push(id)),
    },
  });
  const admit = (origin: string, n: number, conversation: string): void => {
    const activity = anActivity({ conversation, providerId: `${origin}${n}` });
    const entry: InboxEntry = { thread: `default/webchat/${conversation}`, seq: n, origin, n, at: start, activity };
    inbox.stored.push(entry);
  };
  return { watch, told, held, busy, admit, later: (ms: number) => (now = new Date(now.getTime() + ms)) };
}

const thread = (conversation: string) => `default/webchat/${conversation}`;
const other = (overrides: Partial<Other> = {}): Other => ({
  id: 'other',
  aliveAt: start,
  admitted: 2,
  handledTo: 0,
  ended: false,
  ...overrides,
});

test('what another process admitted for a conversation held here is taken in, and nothing else', async () => {
  const { watch, told, held, admit } = aWatch({ others: [other()] });
  admit('other', 1, 'mine');
  admit('other', 2, 'theirs');
  held.add(thread('mine'));
  await watch.look();
  expect(told.offered).toEqual([1]);
  expect(told.nudged).toEqual([]);
});

test('what a process known to be gone left unhandled is taken over at once, from where it had got to', async () => {
  const { watch, told, admit } = aWatch({ others: [other({ ended: true, handledTo: 1 })] });
  admit('other', 1, 'done');
  admit('other', 2, 'open');
  await watch.look();
  expect(told.buried).toEqual(['other']);
  expect(told.nudged).toEqual([thread('open')]);
  expect(watch.dead()).toEqual(['other']);
});

test('it is not forgotten before all it left is handled: should we end meanwhile, the next one finds it', async () => {
  const { watch, told, busy, admit, later } = aWatch({ others: [other({ ended: true })] });
  admit('other', 1, 'slow');
  busy.add(thread('slow'));
  await watch.look();
  later(300);
  await watch.look();
  expect(told.forgotten).toEqual([]);
  busy.clear();
  later(300);
  await watch.look();
  expect(told.forgotten).toEqual(['other']);
  expect(told.nudged).toEqual([thread('slow')]);
});

test('a process of another machine is given up only after it was silent for a while', async () => {
  const { watch, told, admit, later } = aWatch({ others: [other()] });
  admit('other', 1, 'open');
  await watch.look();
  later(11_000);
  await watch.look();
  expect(told.nudged).toEqual([]);
  later(2_000);
  await watch.look();
  expect(told.nudged).toEqual([thread('open')]);
});

test('on a store of our own, whoever was there before us is gone', async () => {
  const { watch, told, admit } = aWatch({ others: [other({ aliveAt: new Date(start.getTime() - 1) })], alone: true });
  admit('other', 1, 'open');
  await watch.look();
  expect(told.nudged).toEqual([thread('open')]);
});

test('while nobody else is there, it looks once a second', async () => {
  const others: Other[] = [];
  const { watch, told, held, admit, later } = aWatch({ others });
  await watch.look();
  others.push(other());
  admit('other', 1, 'mine');
  held.add(thread('mine'));
  later(250);
  await watch.look();
  expect(told.offered).toEqual([]);
  later(800);
  await watch.look();
  expect(told.offered).toEqual([1]);
});
