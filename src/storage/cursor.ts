import { AppError } from '../errors';

/** Where a list goes on, as callers carry it: opaque, and safe in a URL. */
export const writeCursor = (position: unknown): string => Buffer.from(JSON.stringify(position)).toString('base64url');

/** Reads a cursor of ours back; `fits` tells it from what anybody may send. Throws AppError `BadRequest`. */
export function readCursor<T>(cursor: string | undefined, fits: (position: unknown) => position is T): T | null {
  if (cursor === undefined) return null;
  try {
    const position: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    if (fits(position)) return position;
  } catch {
    // Not JSON: told below like everything else that is no cursor.
  }
  throw new AppError('BadRequest', 'not a cursor of this list', { field: 'cursor' });
}

/** Splits what was read with one item more than asked for into a page. */
export function pageOf<T>(
  found: T[],
  limit: number,
  position: (last: T) => unknown,
): { items: T[]; next: string | null } {
  const items = found.slice(0, limit);
  const last = items.at(-1);
  return { items, next: found.length > limit && last !== undefined ? writeCursor(position(last)) : null };
}
