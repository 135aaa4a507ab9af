import { nextLoud } from '../domain/quiet-hours';
import { zonesOfPhone } from '../domain/phone-zones';
import type { Place, Reachability } from '../intake/ports';

/** A conversation that could be told the news. */
export interface Candidate {
  place: Place;
  delivery: 'feed' | 'push';
  timeZone?: string;
  lastInAt: Date | null;
  caughtUp: boolean;
  reach: Reachability;
  /** An approved template for it may be sent at any time. */
  template: boolean;
  /** It was tried there in vain. */
  missed: boolean;
}

export interface Circumstances {
  at: Date;
  /** The client's own zone (IANA), where nothing better is known. */
  zone: string;
  /** A law sets the time by which it must be told. */
  required: boolean;
  /** A known e-mail address that was not tried in vain. */
  mail: Place | null;
}

export type Plan =
  | { kind: 'tell'; place: Place }
  | { kind: 'mail'; place: Place }
  /** Not now: it is night there. */
  | { kind: 'wait'; until: Date }
  /** It is in a feed of theirs, and nowhere else could it be sent. */
  | { kind: 'heard' }
  /** Nothing we send would arrive: a person of ours has to know. */
  | { kind: 'unreachable'; place: Place };

/** Whoever wrote this shortly ago is awake and waits for an answer, in milliseconds. House rule. */
const JUST_WROTE_MS = 15 * 60_000;

const zonesOf = ({ timeZone, place }: Candidate, zone: string): readonly string[] =>
  timeZone ? [timeZone] : (zonesOfPhone(place.conversation) ?? [zone]);

const isFree = ({ reach: { windowUntil } }: Candidate, at: Date): boolean => windowUntil === null || windowUntil > at;

function whenAt(candidate: Candidate, { at, zone, required }: Circumstances): Plan {
  const { lastInAt, place } = candidate;
  const awake = lastInAt !== null && at.getTime() - lastInAt.getTime() < JUST_WROTE_MS;
  const time = required || awake ? at : nextLoud(at, zonesOf(candidate, zone));
  return time > at ? { kind: 'wait', until: time } : { kind: 'tell', place };
}

/** The customer's own channel first: where they wrote last. */
const byUse = (a: Candidate, b: Candidate): number => (b.lastInAt?.getTime() ?? 0) - (a.lastInAt?.getTime() ?? 0);

/**
 * Where and when the news of a case goes, once: to the conversation the customer used last and can be reached in, else to
 * their e-mail, else to where it leaves as soon as they write again. Only an opted-out or broken address is told nothing.
 */
export function where(candidates: Candidate[], circumstances: Circumstances): Plan {
  const { at, mail } = circumstances;
  const feeds = candidates.filter(({ delivery }) => delivery === 'feed');
  if (feeds.some(({ caughtUp }) => caughtUp)) return { kind: 'heard' };
  const pushes = candidates.filter(({ delivery }) => delivery === 'push').sort(byUse);
  const open = pushes.filter(({ reach, missed }) => !reach.optedOut && !missed);
  const best = open.find((one) => isFree(one, at) || one.template);
  if (best) return whenAt(best, circumstances);
  if (mail) return { kind: 'mail', place: mail };
  if (feeds.length) return { kind: 'heard' };
  const [later] = open;
  if (later) return { kind: 'tell', place: later.place };
  const [last] = pushes;
  return last ? { kind: 'unreachable', place: last.place } : { kind: 'heard' };
}
