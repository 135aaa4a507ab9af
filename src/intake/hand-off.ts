import { promiseBy, type BusinessCalendar } from '../domain/business-hours';
import type { Change } from '../domain/change';
import type { Handoff } from '../domain/handoff';
import type { Actor, EntryDraft } from '../domain/log-entry';

export interface HandOffRequest {
  id: string;
  conversation: { client: string; channel: string; conversation: string };
  /** Why a person is needed: `asked`, `not_understood`, `fraud`, `attempts`, `appeal`, `angry`. */
  reason: string;
  locale: string;
  at: Date;
  customer: Actor;
  caseNo?: string;
  orderNo?: string;
  calendar?: BusinessCalendar;
  /** Business minutes. */
  promiseMinutes?: number;
}

/** Puts a conversation into the queue of the people, with a time by which one of them answers (opening hours respected). */
export function handOff(request: HandOffRequest): { handoff: Handoff; changes: Change[]; entries: EntryDraft[] } {
  const { id, conversation, reason, locale, at, customer, caseNo, orderNo } = request;
  const promisedBy = promiseBy(at, request.calendar, request.promiseMinutes);
  const handoff: Handoff = {
    id,
    ...conversation,
    version: 1,
    status: 'waiting',
    reason,
    locale,
    team: 'general',
    ...(caseNo ? { caseNo } : {}),
    ...(orderNo ? { orderNo } : {}),
    askedAt: at,
    promisedBy,
    owner: null,
    participants: [],
    rung: 0,
    dueAt: promisedBy,
    handledMs: 0,
    logSeq: 0,
    answered: [],
  };
  const data = { id, action: 'asked', reason, promisedBy: promisedBy.toISOString(), ...(caseNo ? { caseNo } : {}) };
  return {
    handoff,
    changes: [{ kind: 'handoff', handoff }],
    entries: [{ stream: 'conversation', type: 'handoff', actor: customer, data }],
  };
}
