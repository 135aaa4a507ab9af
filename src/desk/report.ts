import type { Handoff } from '../domain/handoff';

/** How the desk did in a span of time, over the handoffs that ended in it. Times in milliseconds. */
export interface DeskReport {
  /** Ended by a person, one way or another. */
  handled: number;
  /** Ended by the customer before anybody had come, and after. */
  left: { waiting: number; claimed: number };
  resolutions: Record<string, number>;
  /** From the call for a person to the first words of one. */
  firstReply: { count: number; average: number | null; median: number | null };
  /** While somebody had it. */
  handle: { count: number; average: number | null; median: number | null };
  /** Promised times that passed before anybody had answered. */
  promisesBroken: number;
  satisfaction: { asked: number; answered: number; average: number | null; scores: Record<1 | 2 | 3 | 4 | 5, number> };
}

function spread(values: number[]): DeskReport['handle'] {
  const sorted = [...values].sort((a, b) => a - b);
  const count = sorted.length;
  if (!count) return { count, average: null, median: null };
  const average = Math.round(sorted.reduce((all, one) => all + one, 0) / count);
  const middle = Math.floor(count / 2);
  const upper = sorted[middle] ?? 0;
  const median = count % 2 ? upper : Math.round(((sorted[middle - 1] ?? 0) + upper) / 2);
  return { count, average, median };
}

function satisfactionOf(handoffs: Handoff[]): DeskReport['satisfaction'] {
  const asked = handoffs.filter(({ satisfaction }) => satisfaction !== undefined);
  const given = asked.flatMap(({ satisfaction }) => satisfaction?.score ?? []);
  const scores = { 1: 0, 2: 0, 3: 0, 4: 0, 5: 0 };
  for (const score of given) if (score in scores) scores[score as keyof typeof scores] += 1;
  const total = given.reduce((all, one) => all + one, 0);
  const average = given.length ? Math.round((100 * total) / given.length) / 100 : null;
  return { asked: asked.length, answered: given.length, average, scores };
}

/** Counts handoffs that are closed. */
export function reportOf(handoffs: Handoff[]): DeskReport {
  const resolutions: Record<string, number> = {};
  for (const { resolution = 'answered' } of handoffs) resolutions[resolution] = (resolutions[resolution] ?? 0) + 1;
  const left = handoffs.filter(({ resolution }) => resolution === 'customer_left');
  const waiting = left.filter(({ firstClaimAt }) => firstClaimAt === undefined).length;
  const replied = handoffs.flatMap(({ firstReplyAt, askedAt }) =>
    firstReplyAt ? firstReplyAt.getTime() - askedAt.getTime() : [],
  );
  return {
    handled: handoffs.length - left.length,
    left: { waiting, claimed: left.length - waiting },
    resolutions,
    firstReply: spread(replied),
    handle: spread(handoffs.flatMap(({ handledMs }) => (handledMs > 0 ? handledMs : []))),
    promisesBroken: handoffs.filter(({ rung }) => rung > 0).length,
    satisfaction: satisfactionOf(handoffs),
  };
}
