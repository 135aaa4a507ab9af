import { addBusinessMinutes, isOpen } from '../domain/business-hours';
import type { Handoff } from '../domain/handoff';
import { freed, ownedBy } from './ownership';
import { promised, type DeskSettings } from './settings';

/**
 * What the clocks of a handoff do when they strike: warn of a promise about to break, remind of one that broke, call the
 * lead, apologise to the customer with a new time; warn an owner who is silent, take the conversation from them; take up
 * what was parked.
 */
export type Strike = 'warn' | 'remind' | 'call_lead' | 'apologise' | 'warn_owner' | 'lapse' | 'wake';

export interface Due {
  strike: Strike;
  at: Date;
}

const MINUTE = 60_000;

const sameTime = (one: Date | undefined, other: Date): boolean => one?.getTime() === other.getTime();

/** So many minutes before a moment within hours; the opening of that day where that would be before it. */
function before(end: Date, minutes: number, { calendar }: DeskSettings): Date {
  const early = new Date(end.getTime() - minutes * MINUTE);
  return isOpen(early, calendar) ? early : addBusinessMinutes(early, 0, calendar);
}

/** The ladder of a promise that nobody keeps: each rung once, and again after every new promise. */
function promiseDue({ rung, promisedBy, warnedOf }: Handoff, settings: DeskSettings): Due {
  const after = (minutes: number): Date => addBusinessMinutes(promisedBy, minutes, settings.calendar);
  if (rung === 1) return { strike: 'call_lead', at: after(settings.leadAfterMinutes) };
  if (rung === 2) return { strike: 'apologise', at: after(settings.apologyAfterMinutes) };
  if (sameTime(warnedOf, promisedBy)) return { strike: 'remind', at: promisedBy };
  return { strike: 'warn', at: before(promisedBy, settings.warnBeforeMinutes, settings) };
}

/** An owner's clock runs only while the customer has no answer. */
function ownerDue({ owner, unansweredSince, warnedOf }: Handoff, settings: DeskSettings): Due | null {
  if (!owner || !unansweredSince) return null;
  if (sameTime(warnedOf, owner.until)) return { strike: 'lapse', at: owner.until };
  return { strike: 'warn_owner', at: before(owner.until, settings.ownerSilentMinutes / 2, settings) };
}

/** What happens next by itself, and when; null when nothing does. */
export function nextDue(handoff: Handoff, settings: DeskSettings): Due | null {
  switch (handoff.status) {
    case 'waiting':
      return promiseDue(handoff, settings);
    case 'claimed':
      return ownerDue(handoff, settings);
    case 'parked':
      return handoff.parkedUntil ? { strike: 'wake', at: handoff.parkedUntil } : null;
    case 'closed':
      return null;
  }
}

/** The handoff with `dueAt` as its clocks stand. */
export function withDue(handoff: Handoff, settings: DeskSettings): Handoff {
  const { dueAt: _old, ...kept } = handoff;
  const due = nextDue(handoff, settings);
  return due ? { ...kept, dueAt: due.at } : kept;
}

const STRIKES: Record<Strike, (handoff: Handoff, at: Date, settings: DeskSettings) => Handoff> = {
  warn: (handoff) => ({ ...handoff, warnedOf: handoff.promisedBy }),
  remind: (handoff) => ({ ...handoff, rung: 1 }),
  call_lead: (handoff) => ({ ...handoff, rung: 2 }),
  apologise: (handoff, at, settings) => ({ ...handoff, rung: 3, promisedBy: promised(at, settings) }),
  warn_owner: (handoff) => (handoff.owner ? { ...handoff, warnedOf: handoff.owner.until } : handoff),
  lapse: freed,
  wake: (handoff, at, settings) => (handoff.owner ? ownedBy(handoff, handoff.owner, at, settings) : handoff),
};

/** The handoff after a clock struck. */
export const struck = (handoff: Handoff, strike: Strike, at: Date, settings: DeskSettings): Handoff =>
  STRIKES[strike](handoff, at, settings);
