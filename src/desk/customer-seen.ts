import type { DeskCard } from '../channel-desk-shown';
import type { Handoff } from '../domain/handoff';
import { maskContact, shortName } from '../domain/masking';
import type { Order } from '../domain/order';
import type { ConversationFacts } from './ports';

/** Whom we talk to, as far as it is known; empty where it is not. */
export interface KnownCustomer {
  name: string;
  email: string;
  phone: string;
  postcode: string;
}

const NOBODY: Pick<ConversationFacts, 'contact' | 'given' | 'grade'> = {
  contact: { id: '', identified: false },
  given: {},
  grade: 'none',
};

const first = (...given: (string | undefined)[]): string => given.find(Boolean) ?? '';

/** Of channels whose conversation id is a telephone number. */
const phoneIn = (conversation: string): string => (/^\+\d{7,15}$/.test(conversation) ? conversation : '');

/** The order's buyer, completed by what the customer gave and by where they write from. */
export function knownCustomer(
  conversation: string,
  facts: ConversationFacts | null,
  buyer: Order['contact'],
): KnownCustomer {
  const { contact, given } = facts ?? NOBODY;
  return {
    name: first(buyer.name, contact.name),
    email: first(buyer.email, given.email),
    phone: first(buyer.phone, given.phone, phoneIn(conversation)),
    postcode: first(buyer.postcode),
  };
}

/**
 * The customer as every member of the desk's channel may see them. What an order knows of its buyer is told only of
 * somebody who proved to be that.
 */
export function customerSeen(
  { conversation }: Pick<Handoff, 'conversation'>,
  facts: ConversationFacts | null,
  order: Order | null,
): DeskCard['customer'] {
  const { grade } = facts ?? NOBODY;
  const buyer = grade !== 'none' && order ? order.contact : {};
  const { name, email, phone } = knownCustomer(conversation, facts, buyer);
  return { name: first(shortName(name), 'Customer'), contact: maskContact(first(email, phone)), grade };
}
