import { randomBytes } from 'node:crypto';
import { MongoError } from '../values/errors';
import type { Key } from '../values/key-string';
import type { Pace } from '../language/pace';
import type { View } from '../storage/store';

/** What a batch is fetched with: the pace of the command, and a way to a view of the moment. */
export interface Fetch {
  readonly pace: Pace;
  open(): { view: View; close(): void };
}

/** Gives the next documents, at most `count` (and 16 MB) of them; fewer than asked means it is at its end. */
export type Source = (fetch: Fetch, count: number) => Promise<{ documents: Buffer[]; done: boolean }>;
export interface Cursor {
  readonly ns: string;
  readonly source: Source;
  readonly session: Key | undefined;
  used: number;
}

export interface Cursors {
  open(cursor: Omit<Cursor, 'used'>): bigint;
  /** The cursor of that number, or CursorNotFound. */
  take(id: bigint, session: Key | undefined): Cursor;
  close(id: bigint): boolean;
  sweep(now: number): void;
  readonly count: () => number;
}

const IDLE = 10 * 60_000;
const FULL = 16 * 1024 * 1024;

export function openCursors(): Cursors {
  const cursors = new Map<bigint, Cursor>();
  return {
    open(cursor) {
      const id = (randomBytes(8).readBigUInt64LE() >> 1n) | 1n;
      cursors.set(id, { ...cursor, used: Date.now() });
      return id;
    },
    take(id, session) {
      const cursor = cursors.get(id);
      if (!cursor || (cursor.session !== undefined && cursor.session !== session))
        throw new MongoError('CursorNotFound', `cursor id ${id} not found`);
      cursor.used = Date.now();
      return cursor;
    },
    close: (id) => cursors.delete(id),
    sweep(now) {
      for (const [id, cursor] of cursors) if (now - cursor.used > IDLE) cursors.delete(id);
    },
    count: () => cursors.size,
  };
}

/** A source over documents already at hand. */
export function sourceOf(documents: Buffer[]): Source {
  let at = 0;
  return (_, count) => {
    const batch: Buffer[] = [];
    let size = 0;
    while (at < documents.length && batch.length < count) {
      const next = documents[at] as Buffer;
      if (batch.length > 0 && size + next.length > FULL) break;
      batch.push(next);
      size += next.length;
      at++;
    }
    return Promise.resolve({ documents: batch, done: at >= documents.length });
  };
}

/** A source over documents produced one by one; `undefined` marks work done without a result. */
export function lazySource(rows: Iterator<Buffer | undefined>, before: (fetch: Fetch) => () => void): Source {
  let ahead: Buffer | undefined;
  const next = async ({ pace }: Fetch): Promise<Buffer | undefined> => {
    for (;;) {
      const { done, value } = rows.next();
      if (done === true || value) return done === true ? undefined : value;
      if (pace.due()) await pace.pause();
    }
  };
  return async (fetch, count) => {
    const after = before(fetch);
    const documents: Buffer[] = [];
    let size = 0;
    try {
      for (;;) {
        ahead ??= await next(fetch);
        if (!ahead) return { documents, done: true };
        size += ahead.length;
        if (documents.length >= count || (documents.length > 0 && size > FULL)) return { documents, done: false };
        documents.push(ahead);
        ahead = undefined;
        if (fetch.pace.due()) await fetch.pace.pause();
      }
    } finally {
      after();
    }
  };
}
