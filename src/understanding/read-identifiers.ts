import { readCaseNo } from '../domain/case-number';
import { readEmail } from './read-email';
import { readOrderNos, refusedAmong } from './read-order-nos';
import { readPhone } from './read-phone';
import { readPostcode } from './read-postcode';
import type { Context, Reading } from './reading';
import { present } from './present';

export type Identifiers = Pick<Reading, 'orderNos' | 'refusedNos' | 'caseNo' | 'email' | 'phone' | 'postcode'>;

// What a case number looks like to the readers after it; the domain decides whether it is one.
const CASE_NO = /\br ?f[ .-]{0,3}(?:[0-9a-z][ .-]{0,2}){8}(?![0-9a-z])/i;

/** Written in all but a slip like a case number, groups and first letter: it is no order's either. */
const SLIPPED_CASE_NO = /\brf[ .-][a-z][0-9a-z]{3}[ .-][0-9a-z]{4}(?![0-9a-z])/i;

/**
 * Everything in the text that names somebody or something. Each reader takes away what it understood, so that the digits
 * of a phone number are not read as an order's: e-mail, case number, phone, postcode, then order numbers.
 */
export function readIdentifiers(text: string, context: Context): Identifiers {
  const { email, rest: withoutEmail } = readEmail(text);
  const caseNo = readCaseNo(withoutEmail) ?? undefined;
  const withoutCase = withoutEmail.replace(caseNo === undefined ? SLIPPED_CASE_NO : CASE_NO, ' , ');
  const { phone, rest: withoutPhone } = readPhone(withoutCase, context);
  const reached = email !== undefined || phone !== undefined;
  const { postcode, rest } = readPostcode(withoutPhone, context, reached);
  const orderNos = readOrderNos(rest, context, reached || postcode !== undefined);
  const refusedNos = refusedAmong(orderNos, rest);
  return {
    ...present({ caseNo, email, phone, postcode, refusedNos: refusedNos.length > 0 ? refusedNos : undefined }),
    orderNos,
  };
}
