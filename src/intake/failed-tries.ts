import type { Attempts } from './ports';

/** Failed look-ups within the window before only a person can help the one who asks. House rule. */
export const MAX_PER_ASKER = 5;

/**
 * The same for one order or case, over everybody who asks: higher, so that no stranger's guesses lock out its owner.
 * House rule.
 */
export const MAX_PER_RECORD = 20;

/** Who asks, and for what: `record` is `order:…` or `case:…`. */
export interface Try {
  client: string;
  asker: string;
  record: string;
  at: Date;
}

const askerKey = ({ asker }: Try): string => `asker:${asker}`;

/** True when the asker, or everybody together for this record, has failed too often. */
export async function triesSpent(attempts: Attempts, one: Try): Promise<boolean> {
  const { client, record, at } = one;
  const [own, all] = await Promise.all([
    attempts.count(client, [askerKey(one)], at),
    attempts.count(client, [record], at),
  ]);
  return own >= MAX_PER_ASKER || all >= MAX_PER_RECORD;
}

/** Counts a failure for the asker and for the record; the asker's own failures so far, this one included. */
export async function countFailure(attempts: Attempts, one: Try): Promise<number> {
  const { client, record, at } = one;
  await attempts.fail(client, [askerKey(one), record], at);
  return attempts.count(client, [askerKey(one)], at);
}
