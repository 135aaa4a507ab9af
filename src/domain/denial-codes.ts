/** Why a request can be denied, most important first: what no other argument can cure comes before what might be waived. */
export const DENIAL_CODES = [
  'already_refunded',
  'no_matching_payment',
  'item_mismatch',
  'exceeds_refundable',
  'disputed',
  'method_not_refundable',
  'no_return_right',
  'final_sale',
  'window_expired',
  'consumed_or_performed',
  'used_or_damaged',
  'missing_parts',
  'not_defective',
  'insufficient_evidence',
  'identity_unverified',
  'business_purchase',
  'other',
] as const;
export type DenialCode = (typeof DENIAL_CODES)[number];
