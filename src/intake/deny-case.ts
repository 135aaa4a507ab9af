import { DENIAL_CODES } from '../domain/denial-codes';
import { illegal, moved, type Deciding, type Verdict } from './decision';

/** Denies a case for one of the coded reasons; `text` is what the customer reads of it beside the reason's own words. */
export function denyCase(deciding: Deciding, { code, text }: { code: string; text: string }): Verdict {
  if (!DENIAL_CODES.some((one) => one === code)) return { outcome: 'invalid', field: 'code' };
  const words = text ? { text } : {};
  const after = moved(deciding, 'deny', { reason: code, ...words });
  return after ? { outcome: 'done', after, data: { reason: code, ...words } } : illegal;
}
