import { CASE_EVENTS, TRANSITIONS, type CaseEvent } from '../domain/case-transitions';
import { DENIAL_CODES } from '../domain/denial-codes';
import { redact } from '../domain/redaction';

/** What people call an event whose name in the table is another. */
const ALSO: Record<string, CaseEvent> = {
  ask_for_info: 'ask_info',
  ask_for_information: 'ask_info',
  ask_information: 'ask_info',
  request_info: 'ask_info',
  request_information: 'ask_info',
  needs_info: 'ask_info',
  paid: 'mark_paid',
  ask: 'ask_info',
  return: 'request_return',
  ask_return: 'request_return',
  received: 'return_received',
};

/** An event as someone spelled it: `askInfo`, `ask-info` and `ask info` are one. Null when there is no such event. */
export function readCaseEvent(given: string): CaseEvent | null {
  const name = given
    .trim()
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .replace(/[\s-]+/g, '_')
    .toLowerCase();
  return CASE_EVENTS.find((event) => event === name) ?? (Object.hasOwn(ALSO, name) ? (ALSO[name] ?? null) : null);
}

/** What an event was sent with. */
export interface EventWords {
  reason?: string;
  reference?: string;
}

export type EventProblem = { field: 'reason' | 'reference'; message: string };

/** Card and account numbers and security codes have no place in a reference. Other long digits are what one is made of. */
const NEVER = ['pan', 'cvv', 'iban'];

/** What an event lacks whatever the state of the case; null when it carries what it must. */
export function eventProblem(event: CaseEvent, { reason, reference }: EventWords): EventProblem | null {
  const { needs } = TRANSITIONS[event];
  if (needs === 'code' && !DENIAL_CODES.some((code) => code === reason)) {
    return { field: 'reason', message: `one of ${DENIAL_CODES.join(', ')}` };
  }
  if (needs === 'reference' && !reference?.trim()) {
    return { field: 'reference', message: 'the reference of the payment' };
  }
  if (reference && redact(reference).found.some((found) => NEVER.includes(found))) {
    return { field: 'reference', message: 'card and account numbers are not kept' };
  }
  return null;
}

/** Words of staff, fit to be stored: trimmed, and without what no one may write down. */
export function cleanText(given: string): string {
  const { text, found } = redact(given);
  return (found.some((one) => NEVER.includes(one)) ? text : given).trim();
}

/** The same words, fit to be stored. Staff may write order and tracking numbers: only what no one may write is blanked. */
export function cleanWords({ reason, reference }: EventWords): EventWords {
  const kept = cleanText(reason ?? '');
  return { ...(kept ? { reason: kept } : {}), ...(reference ? { reference: reference.trim() } : {}) };
}
