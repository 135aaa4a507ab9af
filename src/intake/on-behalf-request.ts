import { matchContact } from '../domain/contact-match';
import type { Order } from '../domain/order';
import { findReason } from '../domain/reasons';
import type { Resolution } from '../domain/refund-case';
import type { StaffMember } from '../domain/staff';

export const SOURCES = ['phone', 'email', 'social'] as const;
export const VERIFICATIONS = ['callback', 'email', 'order_data'] as const;
const RESOLUTIONS: readonly Resolution[] = ['refund', 'exchange', 'store_credit'];

const LOCALE = /^[a-z]{2,3}(-[A-Za-z\d]{2,8})*$/;

/** A request that came by phone, e-mail or social media, as an agent typed it in. */
export interface OnBehalfRequest {
  /** The same id files once. */
  id: string;
  client: string;
  staffId: string;
  source: (typeof SOURCES)[number];
  /** One of VERIFICATIONS: nobody files without having verified who asks. */
  verifiedBy: string;
  orderNo: string;
  /** The e-mail address or telephone number of the order. */
  contact: string;
  lines: { sku: string; quantity: number }[];
  reason: { l1: string; l2: string; verbatim: string };
  resolution: Resolution;
  /** BCP 47, of what the customer will read of it; English where nothing is said. */
  locale?: string;
  transcriptRef?: string;
  at: Date;
}

/** An e-mail address or a telephone number, whichever it is. */
const given = (contact: string): { email: string } | { phone: string } =>
  contact.includes('@') ? { email: contact } : { phone: contact };

/** The first field that cannot be, whatever the order; null when all can. */
export function fieldProblem({
  source,
  verifiedBy,
  reason,
  resolution,
  lines,
  locale = 'en',
}: OnBehalfRequest): string | null {
  if (!SOURCES.includes(source)) return 'source';
  if (!VERIFICATIONS.some((one) => one === verifiedBy)) return 'verifiedBy';
  if (!findReason(reason.l1, reason.l2)) return 'reason';
  if (!RESOLUTIONS.includes(resolution)) return 'resolution';
  if (!LOCALE.test(locale)) return 'locale';
  const whole = lines.every(({ quantity }) => Number.isSafeInteger(quantity) && quantity > 0);
  const once = new Set(lines.map(({ sku }) => sku)).size === lines.length;
  return lines.length > 0 && whole && once ? null : 'lines';
}

/** Every line names something that was sold, and no more of it than was. */
export const soldLines = ({ items }: Order, { lines }: OnBehalfRequest): boolean =>
  lines.every(({ sku, quantity }) => {
    const sold = items.reduce((total, item) => total + (item.sku === sku ? item.quantity : 0), 0);
    return quantity <= sold;
  });

/** The same person on both sides of the counter. */
export const isOwn = (order: Order, { email, phone }: StaffMember): boolean =>
  matchContact(order, { email, ...(phone ? { phone } : {}) }) === 'full';

/** The contact given is the order's own e-mail address or telephone number. */
export const isTheirOrder = (order: Order, { contact }: OnBehalfRequest): boolean =>
  matchContact(order, given(contact)) === 'full';
