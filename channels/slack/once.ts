/** Ids whose work is under way or was done lately. */
const REMEMBERED = 5_000;

/**
 * Work that several deliveries of one thing share: a second one waits for the first. What failed is done again with the
 * next. Across processes and restarts it is the line that tells duplicates; this saves the effort.
 */
export function createOnce() {
  const known = new Map<string, Promise<void>>();
  return (id: string | null, work: () => Promise<void>): Promise<void> => {
    if (id === null) return work();
    const there = known.get(id);
    if (there) return there;
    const mine = work();
    known.set(id, mine);
    mine.catch(() => known.delete(id));
    if (known.size > REMEMBERED) known.delete(known.keys().next().value as string);
    return mine;
  };
}
