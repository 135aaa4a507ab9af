import type { CaseEvent } from '../../domain/case-transitions';
import type { Deed } from '../../domain/permission';

/** What an event asks of whoever sends it, as far as it can be told before the case is read (decide.ts looks again). */
const DEEDS: Readonly<Record<CaseEvent, Deed>> = {
  approve: 'approve',
  deny: 'deny',
  ask_info: 'ask',
  change: 'change',
  request_return: 'return',
  return_received: 'return',
  provide: 'change',
  amend: 'amend',
  appeal: 'appeal',
  withdraw: 'withdraw',
  mark_paid: 'report_payment',
  confirm_arrival: 'report_payment',
  close: 'report_payment',
  // The machine's own: no person moves a case by them either, and the log keeps that it was tried.
  submit: 'change',
  evaluate_approve: 'approve',
  evaluate_deny: 'deny',
  evaluate_review: 'change',
  evaluate_ask: 'ask',
};

export const deedOf = (event: CaseEvent): Deed => DEEDS[event];
