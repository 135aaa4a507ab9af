type Present<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

/** The parts that have a value: an absent property, not one that is undefined. */
export function present<T extends object>(parts: T): Present<T> {
  return Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== undefined)) as Present<T>;
}
