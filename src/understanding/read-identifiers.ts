import { readCaseNo } from '../domain/case-number';
import { readEmail } from './read-email';
import { readOrderNos } from './read-order-nos';
import { readPhone } from './read-phone';
import { readPostcode } from './read-postcode';
import type { Context, Reading } from './reading';
import { present } from './present';

export type Identifiers = Pick<Reading, 'orderNos' | 'caseNo' | 'email' | 'phone' | 'postcode'>;

// What a case number looks like to the readers after it; the domain decides whether it is one.
const CASE_NO = /\br ?f[ .-]{0,3}(?:[0-9a-z][ .-]{0,2}){8}(?![0-9a-z])/i;

/** Written like a case number, groups, first letter and all; with a slip in it, it is no order's either. */
const LIKE_A_CASE = /\brf[ .-][a-z][0-9a-z]{3}[ .-][0-9a-z]{4}(?![0-9a-z])/i;

/**
 * Everything in the text that names somebody or something. Each reader takes away what it understood, so that the digits
 * of a phone number are not read as an order's: e-mail, case number, phone, postcode, then order numbers.
 */
export function readIdentifiers(text: string, context: Context): Identifiers {
  const { email, rest: withoutEmail } = readEmail(text);
  const caseNo = readCaseNo(withoutEmail) ?? undefined;
  const withoutCase = withoutEmail.replace(caseNo === undefined ? LIKE_A_CASE : CASE_NO, ' , ');
  const { phone, rest: withoutPhone } = readPhone(withoutCase, context);
  const reached = email !== undefined || phone !== undefined;
  const { postcode, rest } = readPostcode(withoutPhone, context, reached);
  return {
    ...present({ caseNo, email, phone, postcode }),
    orderNos: readOrderNos(rest, context, reached || postcode !== undefined),
  };
}
