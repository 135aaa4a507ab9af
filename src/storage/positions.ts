/** `stream|seq` identifiers: fixed width, so that their order as strings is the order of the numbers. */
const WIDTH = 9;

export const at = (stream: string, seq: number): string => `${stream}|${String(seq).padStart(WIDTH, '0')}`;

/** A filter on `_id` for everything of a stream after `seq`. */
export const after = (stream: string, seq: number): { $gt: string; $lt: string } => ({
  $gt: at(stream, seq),
  $lt: `${stream}|~`,
});
