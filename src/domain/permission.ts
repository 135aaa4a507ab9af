import type { StaffRole } from './staff';

/** What somebody may want to do, as far as a role decides it. What is not listed here nobody may do. */
export const DEEDS = [
  'read',
  'manage_people',
  'manage_settings',
  /** Report what a payment system knows: that money was sent, that it arrived, that a case is over. */
  'report_payment',
  'approve',
  'deny',
  /** Take back an approval, or a return that was asked for. */
  'amend',
  'ask',
  'change',
  'return',
  'appeal',
  'withdraw',
  'file',
  /** Take conversations over: claim, answer, pass on, end. */
  'attend',
  /** Write to colleagues. */
  'note',
] as const;
export type Deed = (typeof DEEDS)[number];

const ANYBODY: readonly StaffRole[] = ['agent', 'lead', 'approver', 'admin'];
const DESK: readonly StaffRole[] = ['agent', 'lead', 'approver'];

/** Who may do what. A decision is an approver's; an agent prepares it. */
const MAY: Readonly<Record<Deed, readonly StaffRole[]>> = {
  read: ANYBODY,
  manage_people: ['admin'],
  manage_settings: ['admin'],
  report_payment: ['approver', 'lead', 'admin'],
  approve: ['approver'],
  deny: ['approver'],
  amend: ['approver'],
  ask: DESK,
  change: DESK,
  return: DESK,
  appeal: DESK,
  withdraw: DESK,
  file: ['agent', 'lead'],
  attend: ['agent', 'lead'],
  note: ANYBODY,
};

/** True when one of the roles allows it. */
export const may = (roles: readonly StaffRole[], deed: Deed): boolean =>
  MAY[deed].some((allowed) => roles.includes(allowed));

/** What the service's own token may do: read, administer, and report what a payment system knows. Never decide. */
const SERVICE: readonly Deed[] = ['read', 'manage_people', 'manage_settings', 'report_payment'];

export const serviceMay = (deed: Deed): boolean => SERVICE.includes(deed);
