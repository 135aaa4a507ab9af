import type { Understand } from './reading';

/** A turn asks the same of the same words several times; this many answers are kept. */
const KEPT = 64;

/** The same reader, reading each text in each moment once. Readings are values: nobody changes one. */
export function remembering(understand: Understand): Understand {
  const kept = new Map<string, ReturnType<Understand>>();
  return (text, context) => {
    const key = `${JSON.stringify(context)}\n${text}`;
    const known = kept.get(key);
    if (known) return known;
    const reading = understand(text, context);
    kept.set(key, reading);
    if (kept.size > KEPT) kept.delete(kept.keys().next().value as string);
    return reading;
  };
}
