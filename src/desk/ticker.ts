import { isOpen } from '../domain/business-hours';
import type { Handoff } from '../domain/handoff';
import type { Ring } from './clock-turn';
import { nextDue, type Due } from './clocks';
import { DESK_CLOCK } from './desk-turn';
import type { DeskPorts, Instruction } from './ports';
import type { DeskSettings } from './settings';

export interface TickerPorts extends Pick<DeskPorts, 'settings' | 'clock'> {
  handoffs: Pick<DeskPorts['handoffs'], 'due'>;
  admit: (instruction: Instruction) => Promise<void>;
}

const AT_ONCE = 500;
/** A strike that is this late was missed: what customers hear of it then waits for the next opening. */
const LATE_MS = 5 * 60_000;

/** Customers hear of these; nobody is written to at night because a process was away in the evening. */
const HEARD: readonly Due['strike'][] = ['apologise', 'lapse'];

function mayStrike({ strike, at }: Due, now: Date, { calendar }: DeskSettings): boolean {
  const late = now.getTime() - at.getTime() > LATE_MS;
  return !(late && HEARD.includes(strike) && !isOpen(now, calendar));
}

/** The strike as it enters the conversation's lane: once, whoever noticed it. */
export function ringOf(handoff: Handoff, { strike, at }: Due): Instruction {
  const { id, client, channel, conversation } = handoff;
  const ring: Ring = { handoffId: id, strike, due: at.toISOString() };
  return {
    place: { client, channel, conversation },
    name: DESK_CLOCK,
    id: `clock:${id}:${strike}:${ring.due}`,
    value: JSON.stringify(ring),
    text: '',
  };
}

/** Gives a look at the clocks of all desks: whatever is due enters its conversation's lane. */
export function createTicker({ handoffs, settings, admit, clock }: TickerPorts): () => Promise<void> {
  return async () => {
    const now = clock();
    for (const handoff of await handoffs.due(now, AT_ONCE)) {
      const its = settings(handoff.client);
      const due = nextDue(handoff, its);
      if (due && due.at <= now && mayStrike(due, now, its)) await admit(ringOf(handoff, due));
    }
  };
}
