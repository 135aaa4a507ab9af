import type { Handoff } from '../domain/handoff';

/** What one team or one person ended. */
export interface DeskGroup {
  ended: number;
  handle: { count: number; average: number | null; median: number | null };
  satisfaction: { asked: number; answered: number; average: number | null; scores: Record<1 | 2 | 3 | 4 | 5, number> };
}

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
  satisfaction: DeskGroup['satisfaction'];
  /** By the team it was in at the end. */
  teams: (DeskGroup & { team: string })[];
  /** By who ended it: with them goes all the time that anybody had it. */
  agents: (DeskGroup & { staffId: string; name: string })[];
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

const handleOf = (handoffs: Handoff[]): DeskReport['handle'] =>
  spread(handoffs.flatMap(({ handledMs }) => (handledMs > 0 ? handledMs : [])));

const groupOf = (handoffs: Handoff[]): DeskGroup => ({
  ended: handoffs.length,
  handle: handleOf(handoffs),
  satisfaction: satisfactionOf(handoffs),
});

function grouped(handoffs: Handoff[], by: (handoff: Handoff) => string | undefined): Map<string, Handoff[]> {
  const groups = new Map<string, Handoff[]>();
  for (const one of handoffs) {
    const key = by(one);
    if (key === undefined) continue;
    const group = groups.get(key);
    if (group) group.push(one);
    else groups.set(key, [one]);
  }
  return new Map([...groups].sort(([a], [b]) => (a < b ? -1 : 1)));
}

const teamsOf = (handoffs: Handoff[]): DeskReport['teams'] =>
  [...grouped(handoffs, ({ team }) => team)].map(([team, own]) => ({ team, ...groupOf(own) }));

/** Under the name they had last. */
const agentsOf = (handoffs: Handoff[]): DeskReport['agents'] =>
  [...grouped(handoffs, ({ closedBy }) => closedBy?.staffId)].map(([staffId, own]) => ({
    staffId,
    name: own.at(-1)?.closedBy?.name ?? '',
    ...groupOf(own),
  }));

/** Counts handoffs that are closed, oldest first. */
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
    handle: handleOf(handoffs),
    teams: teamsOf(handoffs),
    agents: agentsOf(handoffs),
    promisesBroken: handoffs.filter(({ rung }) => rung > 0).length,
    satisfaction: satisfactionOf(handoffs),
  };
}
