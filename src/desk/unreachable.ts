import type { DeskDelivery } from '../channel-desk-shown';

/** Why no free words can be sent to the customer; null when they can. */
export function unreachable({ optedOut, windowUntil }: DeskDelivery, at: Date): string | null {
  if (optedOut) return 'opted_out';
  return windowUntil && windowUntil <= at ? 'outside_window' : null;
}
