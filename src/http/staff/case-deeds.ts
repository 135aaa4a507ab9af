import type { CaseEvent } from '../../domain/case-transitions';
import type { Deed } from '../../domain/permission';

/** What an event asks of the person who sends it. Those of the machine are the table's to refuse. */
const DEEDS: Partial<Record<CaseEvent, Deed>> = {
  approve: 'approve',
  deny: 'deny',
  ask_info: 'ask',
  amend: 'amend',
  appeal: 'appeal',
  withdraw: 'withdraw',
  mark_paid: 'report_payment',
  confirm_arrival: 'report_payment',
  close: 'report_payment',
};

export const deedOf = (event: CaseEvent): Deed => DEEDS[event] ?? 'change';
