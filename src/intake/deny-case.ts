import { DENIAL_CODES } from '../domain/denial-codes';
import { deniedBefore } from '../domain/approval';
import { illegal, moved, type Deciding, type Verdict } from './decision';

/**
 * Denies a case for one of the coded reasons; `text` is what the customer reads of it beside the reason's own words. Whoever
 * denied it before leaves its appeal to somebody else.
 */
export function denyCase(deciding: Deciding, { code, text }: { code: string; text: string }): Verdict {
  if (!DENIAL_CODES.some((one) => one === code)) return { outcome: 'invalid', field: 'code' };
  const { before, person } = deciding;
  if (before.status !== 'denied' && deniedBefore(before, person)) return { outcome: 'refused', why: 'took_part' };
  const words = text ? { text } : {};
  const after = moved(deciding, 'deny', { reason: code, ...words });
  return after ? { outcome: 'done', after, data: { reason: code, ...words } } : illegal;
}
