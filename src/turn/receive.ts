import { threadKey, type Activity, type Admission, type Passing } from '../channel';
import { AppError } from '../errors';
import type { Inbox, InboxEntry } from './ports';
import { activityId } from '../domain/feed-id';

/** Blanks what must not be stored; `tail` is what the next message of the thread may complete to a card number. */
export type Redact = (text: string, previousTail?: string) => { text: string; found: string[]; tail: string };

export interface ReceiverParts {
  inbox: Inbox;
  redact: Redact;
  instance: string;
  clock: () => Date;
  /** Called in the order of admission, before the admission resolves. */
  admitted: (entry: InboxEntry) => void;
  /** Called when a duplicate arrives: its first delivery may still wait for somebody to handle it. */
  seenAgain: (thread: string, seq: number) => void;
  at: Passing;
}

export interface Receiver {
  admit(activity: Activity): Promise<Admission>;
  /**
   * Writes announcements in a transaction of the caller's. `write` gets them numbered and says whether it fitted; if their
   * numbers were taken it is called again with new ones, otherwise AppError `Conflict`.
   */
  announce(activities: Activity[], write: (entries: InboxEntry[]) => Promise<boolean>): Promise<void>;
  /** Running numbers for the other processes: the last admission, and the last one before which all are handled. */
  progress(): { admitted: number; handledTo: number };
  handled(entry: Pick<InboxEntry, 'origin' | 'n'>): void;
  /** How many conversations have a message on its way into the inbox. */
  arriving(): number;
}

interface Waiting {
  activity: Activity;
  resolve(admission: Admission): void;
  reject(error: unknown): void;
}

/** Inbox inserts that are ready together travel in one command, at most this many. */
const BATCH = 128;
/** Threads whose last sequence number and digit tail are remembered. */
const REMEMBERED = 20_000;

/** Station 3, admit: redacts, numbers and stores what channels hand over, once each, in order. */
export function createReceiver(parts: ReceiverParts): Receiver {
  const waiting: Waiting[] = [];
  const exclusive: (() => Promise<void>)[] = [];
  const lastSeq = new Map<string, number>();
  const tails = new Map<string, string>();
  const outstanding = new Map<number, true>();
  let n = 0;
  let busy = false;
  let scheduled = false;
  let inserting = 0;

  function remember<T>(map: Map<string, T>, key: string, value: T): void {
    map.delete(key);
    map.set(key, value);
    if (map.size > REMEMBERED) map.delete(map.keys().next().value as string);
  }

  /** What the service itself says is its own; words of a member of staff travel with it. */
  function cleanOwn(activity: Activity): Activity {
    if (!activity.text) return activity;
    const { text, found } = parts.redact(activity.text);
    return { ...activity, text, ...(found.length ? { redacted: found } : {}) };
  }

  function clean(activity: Activity): Activity {
    if (activity.system) return cleanOwn(activity);
    const thread = threadKey(activity);
    const said = parts.redact(activity.text, tails.get(thread));
    const value = activity.value === undefined ? undefined : parts.redact(activity.value);
    const name = activity.from.name === undefined ? undefined : parts.redact(activity.from.name);
    remember(tails, thread, said.tail);
    const found = [...new Set([...said.found, ...(value?.found ?? [])])];
    return {
      ...activity,
      text: said.text,
      from: { ...activity.from, ...(name ? { name: name.text } : {}) },
      ...(value ? { value: value.text } : {}),
      ...(found.length ? { redacted: found } : {}),
    };
  }

  function numbered(activities: Activity[]): InboxEntry[] {
    const next = new Map<string, number>();
    return activities.map((activity) => {
      const thread = threadKey(activity);
      const seq = (next.get(thread) ?? lastSeq.get(thread) ?? 0) + 1;
      next.set(thread, seq);
      return { thread, seq, origin: parts.instance, n: ++n, at: parts.clock(), activity };
    });
  }

  function stored(entry: InboxEntry): Admission {
    remember(lastSeq, entry.thread, entry.seq);
    parts.admitted(entry);
    return { id: activityId(entry.activity, entry.seq), duplicate: false };
  }

  /** Inserts one batch; gives back what has to be tried again. */
  async function insert(batch: Waiting[]): Promise<Waiting[]> {
    const entries = numbered(batch.map(({ activity }) => activity));
    for (const entry of entries) outstanding.set(entry.n, true);
    inserting = new Set(entries.map(({ thread }) => thread)).size;
    const outcomes = await parts.inbox
      .insert(entries)
      .catch((error: unknown) => {
        for (const entry of entries) outstanding.delete(entry.n);
        throw error;
      })
      .finally(() => (inserting = 0));
    await parts.at('admit');
    const again: Waiting[] = [];
    for (const [i, outcome] of outcomes.entries()) {
      const entry = entries[i] as InboxEntry;
      const one = batch[i] as Waiting;
      if (outcome.outcome === 'stored') {
        one.resolve(stored(entry));
        continue;
      }
      outstanding.delete(entry.n);
      if (outcome.outcome === 'duplicate') {
        parts.seenAgain(entry.thread, outcome.seq);
        one.resolve({ id: activityId(entry.activity, outcome.seq), duplicate: true });
        continue;
      }
      again.push(one);
    }
    if (outcomes.some(({ outcome }) => outcome === 'taken')) await lookAgain(again);
    return again;
  }

  /** Another process was ahead in one thread: it may be so in all that are tried again, and one look is for all of them. */
  async function lookAgain(again: Waiting[]): Promise<void> {
    const threads = [...new Set(again.map(({ activity }) => threadKey(activity)))];
    await Promise.all(threads.map(async (thread) => remember(lastSeq, thread, await parts.inbox.lastSeq(thread))));
  }

  /** What arrives in this tick of the event loop travels together. */
  function soon(): void {
    if (busy || scheduled) return;
    scheduled = true;
    setImmediate(() => {
      scheduled = false;
      void flush();
    });
  }

  async function flush(): Promise<void> {
    if (busy) return;
    busy = true;
    try {
      while (waiting.length || exclusive.length) {
        await exclusive.shift()?.();
        const batch = waiting.splice(0, BATCH);
        if (!batch.length) continue;
        try {
          waiting.unshift(...(await insert(batch)));
        } catch (error) {
          for (const one of batch) one.reject(error);
        }
      }
    } finally {
      busy = false;
    }
  }

  /** Reads how far the threads are; true when somebody got further than we knew. */
  async function catchUp(threads: Iterable<string>): Promise<boolean> {
    let further = false;
    for (const thread of threads) {
      const seq = await parts.inbox.lastSeq(thread);
      further ||= seq > (lastSeq.get(thread) ?? 0);
      remember(lastSeq, thread, seq);
    }
    return further;
  }

  async function announceNow(
    activities: Activity[],
    write: (entries: InboxEntry[]) => Promise<boolean>,
  ): Promise<void> {
    const threads = new Set(activities.map(threadKey));
    await catchUp(threads);
    do {
      const entries = numbered(activities);
      for (const entry of entries) outstanding.set(entry.n, true);
      const forget = (): void => entries.forEach((entry) => outstanding.delete(entry.n));
      const done = await write(entries).catch((error: unknown) => {
        forget();
        throw error;
      });
      if (done) return entries.forEach((entry) => stored(entry));
      forget();
      // Unless our numbers were taken, it was the record itself that did not fit.
    } while (await catchUp(threads));
    throw new AppError('Conflict', 'the record changed meanwhile; read it again');
  }

  return {
    admit: (activity) =>
      new Promise((resolve, reject) => {
        waiting.push({ activity: clean(activity), resolve, reject });
        soon();
      }),
    announce: (activities, write) =>
      new Promise((resolve, reject) => {
        exclusive.push(() => announceNow(activities, write).then(resolve, reject));
        soon();
      }),
    progress: () => ({ admitted: n, handledTo: (outstanding.keys().next().value ?? n + 1) - 1 }),
    handled: ({ origin, n: number }) => {
      if (origin === parts.instance) outstanding.delete(number);
    },
    arriving: () => inserting,
  };
}
