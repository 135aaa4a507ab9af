import type { Order } from './order';

/**
 * How well what somebody gave fits the order's contact: e-mail or phone → `full`; only the postcode → `status-only`;
 * otherwise, and for an order number alone, `none`.
 */
export function matchContact(
  order: Pick<Order, 'contact'>,
  given: { email?: string; phone?: string; postcode?: string },
): 'full' | 'status-only' | 'none' {
  if (given.email && given.email.trim().toLowerCase() === order.contact.email?.trim().toLowerCase()) return 'full';
  if (given.phone && given.phone.replace(/\D/g, '') === order.contact.phone?.replace(/\D/g, '')) return 'full';
  if (given.postcode && given.postcode.replace(/\s/g, '') === order.contact.postcode) return 'status-only';
  return 'none';
}
