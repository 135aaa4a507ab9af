import type { Understand } from './reading';

/**
 * A turn asks the same of the same words several times, and so do many customers at once ("yes", "1", "refund"): this many
 * answers are kept, those asked for last.
 */
const KEPT = 256;

/** The same reader, reading each text in each moment once. Readings are values: nobody changes one. */
export function remembering(understand: Understand): Understand {
  const kept = new Map<string, ReturnType<Understand>>();
  return (text, context) => {
    const key = `${JSON.stringify(context)}\n${text}`;
    const known = kept.get(key);
    if (known) kept.delete(key);
    const reading = known ?? understand(text, context);
    kept.set(key, reading);
    if (kept.size > KEPT) kept.delete(kept.keys().next().value as string);
    return reading;
  };
}
