import type { ConversationRecord, Inbox, InboxEntry } from './ports';

/** A conversation being worked on by this process. */
export interface Lane {
  thread: string;
  record: ConversationRecord | null;
  leaseUntil: number;
  /** What waits for its turn, in the order of admission; may lack what other processes admitted. */
  queue: InboxEntry[];
  running: boolean;
  retry: NodeJS.Timeout | null;
  /** Highest message the customer's side has received, as far as this process saw. */
  deliveredTo: number;
  failures: number;
  /** Times in a row the current turn did not fit what is stored. */
  misfits: number;
  /** Commit outstanding receipts now, rather than with the next turn. */
  flush: boolean;
  /** Look in the store even though nothing is queued here. */
  nudged: boolean;
}

/** How many entries are read at once when a lane catches up from the store. */
const CATCH_UP = 50;

/** A lane in which nothing has happened yet. */
export function newLane(thread: string): Lane {
  return {
    thread,
    record: null,
    leaseUntil: 0,
    queue: [],
    running: false,
    retry: null,
    deliveredTo: 0,
    failures: 0,
    misfits: 0,
    flush: false,
    nudged: false,
  };
}

/** Puts an entry where its number says; one that waits already is not taken again. */
export function enqueue({ queue }: Lane, entry: InboxEntry): void {
  const last = queue[queue.length - 1];
  if (!last || last.seq < entry.seq) queue.push(entry);
  else if (!queue.some(({ seq }) => seq === entry.seq)) {
    queue.push(entry);
    queue.sort((a, b) => a.seq - b.seq);
  }
}

/** Takes what has been handled already out of a lane's queue. */
export function dropHandled(lane: Lane, handled: number, told: (entry: InboxEntry) => void): void {
  while (lane.queue[0] && lane.queue[0].seq <= handled) told(lane.queue.shift() as InboxEntry);
}

/** The entry that follows `handled`: from the queue, or from the store when another process admitted it; null: none. */
export async function nextEntry(lane: Lane, handled: number, inbox: Inbox): Promise<InboxEntry | null> {
  const first = lane.queue[0];
  if (first?.seq === handled + 1) return first;
  if (!first && !lane.nudged) return null;
  const missed = await inbox.after(lane.thread, handled, CATCH_UP);
  const known = new Set(lane.queue.map(({ seq }) => seq));
  lane.queue.push(...missed.filter(({ seq }) => !known.has(seq)));
  lane.queue.sort((a, b) => a.seq - b.seq);
  if (missed.length < CATCH_UP) lane.nudged = false;
  return lane.queue[0] ?? null;
}
