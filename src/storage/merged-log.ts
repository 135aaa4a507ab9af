import type { EntryType, LogEntry } from '../domain/log-entry';
import type { Page, PageRequest } from '../intake/ports';
import { readCursor, writeCursor } from './cursor';
import type { LogReader } from './log';

/** At the same moment: what was heard, what was made of it, what came of it, what was said, what became of that. */
const ORDER: Record<EntryType, number> = {
  'message-in': 0,
  answer: 1,
  correction: 1,
  confirmation: 1,
  decision: 2,
  status: 2,
  handoff: 2,
  link: 2,
  question: 3,
  'message-out': 3,
  delivery: 4,
};

const comesFirst = (a: LogEntry, b: LogEntry): boolean =>
  a.at.getTime() === b.at.getTime() ? ORDER[a.type] < ORDER[b.type] : a.at < b.at;

/** How many entries of each stream were shown. */
type Shown = Record<string, number>;

const isShown = (position: unknown): position is Shown =>
  typeof position === 'object' &&
  position !== null &&
  !Array.isArray(position) &&
  Object.values(position).every((seq) => Number.isSafeInteger(seq) && (seq as number) >= 0 && (seq as number) < 1e9);

/**
 * Entries of several streams by time. Within a stream its numbers alone decide, so that clocks that disagree never turn
 * an order round; the cursor remembers how far each stream was shown, so that what is appended meanwhile moves nothing.
 */
export async function readMerged(log: LogReader, streams: string[], page: PageRequest): Promise<Page<LogEntry>> {
  const before = new Map(Object.entries(readCursor(page.cursor, isShown) ?? {}));
  const shown: Shown = Object.fromEntries(streams.map((stream) => [stream, before.get(stream) ?? 0]));
  const queues = await Promise.all(streams.map((stream) => log.read(stream, shown[stream] ?? 0, page.limit + 1)));
  const items: LogEntry[] = [];
  while (items.length < page.limit) {
    const heads = queues.filter((queue) => queue.length);
    const first = heads.reduce<LogEntry[] | undefined>(
      (best, queue) => (!best || comesFirst(queue[0] as LogEntry, best[0] as LogEntry) ? queue : best),
      undefined,
    );
    const entry = first?.shift();
    if (!entry) break;
    shown[entry.stream] = entry.seq;
    items.push(entry);
  }
  return { items, next: queues.some((queue) => queue.length) ? writeCursor(shown) : null };
}
