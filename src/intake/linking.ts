import type { IssuedCode, Link, Where } from '../domain/link';
import type { Order } from '../domain/order';

/** A place where the same customer can write to us as well. */
export interface Elsewhere {
  channel: string;
  /** Our number there, or the address of our page. */
  address: string;
}

/** What reaches beyond one conversation: codes, links, and where the other conversation stands. All reads. */
export interface Linking {
  newCode: () => string;
  /** How a code is stored: `otp:…`. */
  seal: (code: string) => string;
  codes: { find(client: string, sealed: string): Promise<IssuedCode | null> };
  links: { find(client: string, id: string): Promise<Link | null> };
  /** What the dialogs kept of another conversation, as it was last committed; null: there is none. */
  stateOf: (place: Where) => Promise<{ state: unknown; locale: string } | null>;
  /** Where else the customer of a channel can write to us; empty: only here. */
  elsewhere: (channel: string) => Elsewhere[];
  /** The ways there are to send a code to an address we know of an order; empty: none is open. */
  ways: () => ('sms' | 'email')[];
  /** The conversation at an address we know of this order: its phone's, else its mailbox. Null: it has none that is open. */
  route: (client: string, contact: Order['contact']) => Where | null;
}
