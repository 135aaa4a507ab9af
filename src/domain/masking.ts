import { withoutCodes } from './one-time-code';

/** What every member of a desk's channel may read of a person: enough to know whom one talks to, nothing to misuse. */

const GAP = '…';

/** `Ana Ruiz` → `Ana R.`; a name of one word stays; one that is an address is masked as such. */
export function shortName(name: string): string {
  const [first = '', ...rest] = maskText(name).trim().split(/\s+/);
  const last = [...(rest.at(-1) ?? '')][0];
  return last ? `${first} ${last.toUpperCase()}.` : first;
}

/** `ana.ruiz@example.com` → `a…z@example.com`; of one or two letters only the first is left. */
export function maskEmail(email: string): string {
  const at = email.lastIndexOf('@');
  const local = [...email.slice(0, Math.max(0, at))];
  const last = local.length > 2 ? (local.at(-1) ?? '') : '';
  return `${local[0] ?? ''}${GAP}${last}${email.slice(at)}`;
}

/** The last four digits of at least eight; of fewer none. */
export function maskPhone(phone: string): string {
  const digits = phone.replace(/\D/g, '');
  return digits.length < 8 ? GAP : `${GAP}${digits.slice(-4)}`;
}

/** A contact as given, whatever it is. */
export const maskContact = (contact: string): string =>
  contact.includes('@') ? maskEmail(contact) : /\d/.test(contact) ? maskPhone(contact) : contact;

const EMAILS = /[^\s@<>()[\]",;:]+@[^\s@<>()[\]",;:]+\.\p{L}{2,}/gu;
/** Eight digits or more, as people write telephone numbers. */
const PHONES = /(?<![\p{L}\p{N}])\+?\(?\d(?:[\s().\-/]{0,2}\d){7,}(?![\p{L}\p{N}])/gu;
const DATE = /^\d{4}-\d{2}-\d{2}$/;

/** A text with one-time codes, e-mail addresses and telephone numbers masked wherever they stand. */
export const maskText = (text: string): string =>
  withoutCodes(text)
    .replace(EMAILS, maskEmail)
    .replace(PHONES, (found) => (DATE.test(found) ? found : maskPhone(found)));
